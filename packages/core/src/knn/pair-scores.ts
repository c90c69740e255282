import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import { type Embeddings, pickRows } from './embeddings.ts';
import { defaultBudget } from './score-blocks.ts';

/** Scores of row against row: `[n, d]` and `[n, d]` give `[n]`. */
export type ScoreRows = (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor1D;

/** The scores of a distance, row against row. */
export function scoreRowsOf(distance: Distance): ScoreRows {
  return distance.nearer === 'larger'
    ? (a, b) => distance.rows(a, b)
    : (a, b) => tf.tidy(() => tf.neg(distance.rows(a, b)));
}

/**
 * The scores of listed pairs: pair i is row `ofA[i]` of a and row `ofB[i]` of b.
 *
 * Computed row by row, without the rounding of a matrix product: two equal rows have exactly the distance 0.
 */
export async function pairScores(
  a: Embeddings,
  ofA: ArrayLike<number>,
  b: Embeddings,
  ofB: ArrayLike<number>,
  rows: ScoreRows,
  budget: number = defaultBudget,
): Promise<Float32Array> {
  const scores = new Float32Array(ofA.length);
  const size = Math.max(1, Math.floor(budget / (12 * a.dimensions)));
  for (let from = 0; from < ofA.length; from += size) {
    const to = Math.min(from + size, ofA.length);
    const block = tf.tidy(() => rows(matrixOf(a, ofA, from, to), matrixOf(b, ofB, from, to)));
    scores.set(await block.data(), from);
    block.dispose();
  }
  // A minus before a zero distance gives -0; a score of 0 is 0.
  return scores.map((score) => score + 0);
}

function matrixOf(embeddings: Embeddings, indices: ArrayLike<number>, from: number, to: number): tf.Tensor2D {
  const picked = pickRows(embeddings, Array.prototype.slice.call(indices, from, to));
  return tf.tensor2d(picked.values, [picked.rows, picked.dimensions]);
}
