import * as tf from '@tensorflow/tfjs';
import { checkInRange } from '../check.ts';
import { checkViews } from './check-views.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';
import { standardizedColumns } from './standardized-columns.ts';

/**
 * Barlow Twins: `sum_k (1 - c_kk)^2 + redundancy sum_(k != l) c_kl^2`, c the correlations of the coordinates of a with those of b
 * over the batch.
 *
 * Two views `[n, d]` of the same things to values `[n]`, all of them the one value of the batch; nothing is a negative, and labels
 * are not used. A coordinate that is the same in all rows correlates with none; the gradient is finite.
 *
 * Reference: Zbontar et al. 2021, "Barlow Twins: Self-Supervised Learning via Redundancy Reduction".
 *
 * @param o.redundancy 0 or more, 0.005 unless given
 * @throws RangeError if redundancy is negative, or, when called, there is one row
 */
export function barlowTwins(o: { redundancy?: number } = {}): MatchLoss {
  const { redundancy = 0.005 } = o;
  checkInRange(redundancy, 0, Number.MAX_VALUE, 'barlowTwins: redundancy');
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkViews(a, b, options, 'barlowTwins');
      const [n] = a.shape;
      const [x, y] = [standardizedColumns(a), standardizedColumns(b)];
      const own = tf.mean(tf.mul(x, y), 0);
      const all = tf.sum(tf.square(tf.div(tf.matMul(x, y, true), n)));
      const others = tf.sub(all, tf.sum(tf.square(own)));
      const value = tf.add(tf.sum(tf.square(tf.sub(1, own))), tf.mul(others, redundancy));
      return tf.mul(tf.ones([n]), value) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'match' as const });
}
