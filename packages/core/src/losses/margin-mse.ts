import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositiveInteger } from '../check.ts';
import { type Distance, dot } from '../distances/index.ts';
import { inLists } from './in-lists.ts';
import type { ScoreLoss } from './loss.ts';

/**
 * Margin-MSE, learning from the scores t of another model by how much better it found the first candidate of a list than each
 * other: `((s_0 - s_j) - (t_0 - t_j))^2`, s the similarity of a query and a candidate.
 *
 * Embeddings `[n, d]` each and the other model's scores (of any scale) to values `[n]`, whose mean is the mean of the formula: rows
 * come in lists of `candidates`, one query with another candidate each, the relevant one first; its own value is 0. The lists stay
 * whole in `inOrder({ size })` with a size that is a multiple and no shuffling. A margin that is right costs 0 with gradient 0.
 *
 * Reference: Hofstätter et al. 2020, "Improving Efficient Neural Ranking Models with Cross-Architecture Knowledge Distillation".
 *
 * @param o.candidates how many rows make a list, 2 unless given: a relevant one and another
 * @param o.distance the dot product unless given
 * @throws RangeError if candidates is no integer of 2 or more, or, when called, rows make no whole lists or a score is not finite
 */
export function marginMse(o: { candidates?: number; distance?: Distance } = {}): ScoreLoss {
  const { candidates = 2, distance = dot } = o;
  checkPositiveInteger(candidates, 'marginMse: candidates');
  checkInRange(candidates, 2, Infinity, 'marginMse: candidates');
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D =>
    tf.tidy(() => {
      const { own, taught } = inLists(a, b, scores, { candidates, distance, where: 'marginMse' });
      const off = tf.sub(own, taught);
      const margins = tf.square(tf.sub(tf.slice(off, [0, 0], [-1, 1]), off));
      return tf.reshape(tf.mul(margins, candidates / (candidates - 1)), [scores.length]);
    });
  return Object.assign(loss, { kind: 'score' as const });
}
