import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import type { Head } from '../heads/index.ts';
import { type Embeddings, pairScores, type ScoreBlock, scoreBlocks, scoreMatrixOf, scoreRowsOf } from '../knn/index.ts';

/** A block of scores, of a distance (float32) or of a head (probabilities, float64). */
export type ScoredBlock = Omit<ScoreBlock, 'scores'> & { scores: Float32Array | Float64Array };

/** How two embeddings are scored; larger is more alike. */
export type Scorer = {
  /** Pair i is row `ofA[i]` of a and row `ofB[i]` of b. */
  pairs(
    a: Embeddings,
    ofA: ArrayLike<number>,
    b: Embeddings,
    ofB: ArrayLike<number>,
  ): Promise<Float32Array | Float64Array>;
  /** All of a against all of b; with `upper` (b is a) no block that lies wholly on or below the diagonal. */
  blocks(a: Embeddings, b: Embeddings, o?: { upper?: boolean }): AsyncIterable<ScoredBlock>;
};

/** Scores by a distance: its value, or minus it where smaller is nearer. */
export function distanceScorer(distance: Distance, budget?: number): Scorer {
  return {
    pairs: (a, ofA, b, ofB) => pairScores(a, ofA, b, ofB, scoreRowsOf(distance), budget),
    blocks: (a, b, o) => scoreBlocks(a, b, scoreMatrixOf(distance), { ...o, ...(budget !== undefined && { budget }) }),
  };
}

/** Scores by a head: the probability that both are the same, `1 / (1 + e^-logit)`, in double precision. */
export function headScorer(head: Head, budget?: number): Scorer {
  return {
    async pairs(a, ofA, b, ofB) {
      return probabilities(await pairScores(a, ofA, b, ofB, (x, y) => head.logits(x, y), budget));
    },
    async *blocks(a, b, o) {
      const blocks = scoreBlocks(a, b, everyPair(head), { ...o, ...(budget !== undefined && { budget }) });
      for await (const block of blocks) yield { ...block, scores: probabilities(block.scores) };
    },
  };
}

function probabilities(logits: Float32Array): Float64Array {
  return Float64Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
}

/** The logits of every row of a against every row of b: a head scores row against row, so each row of a is repeated beside all of b. */
export function everyPair(head: Head): (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor2D {
  return (a, b) =>
    tf.tidy(() => {
      const [n, d] = a.shape;
      const m = b.shape[0];
      const left = tf.reshape(tf.tile(tf.expandDims(a, 1), [1, m, 1]), [n * m, d]) as tf.Tensor2D;
      const right = tf.tile(b, [n, 1]);
      return tf.reshape(head.logits(left, right), [n, m]) as tf.Tensor2D;
    });
}
