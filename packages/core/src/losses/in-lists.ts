import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import { asSimilarity } from './as-similarity.ts';
import { checkScores } from './check-scores.ts';

/** Scores of lists of candidates, a row for each list: the model's own `[n / k, k]` and those to learn from. */
export type Lists = { readonly own: tf.Tensor2D; readonly taught: tf.Tensor2D };

/**
 * Pairs that come as lists of `candidates` rows, each of one query with another candidate.
 *
 * @throws TypeError if shapes or lengths do not fit, RangeError if there are no rows, a score is not finite, or the rows make no
 * whole lists
 */
export function inLists(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  scores: readonly number[],
  { candidates, distance, where }: { candidates: number; distance: Distance; where: string },
): Lists {
  checkScores(a, b, scores, where);
  const [n] = a.shape;
  if (n % candidates !== 0) {
    throw new RangeError(
      `${where}: arguments a and b must hold whole lists of ${candidates} candidates, got ${n} rows: give batches whose size is a multiple, in the order of the data`,
    );
  }
  const shape: [number, number] = [n / candidates, candidates];
  return {
    own: tf.reshape(asSimilarity(distance.rows(a, b), distance), shape),
    taught: tf.tensor2d(Float32Array.from(scores), shape),
  };
}
