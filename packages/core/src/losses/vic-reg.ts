import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { checkViews } from './check-views.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';

/**
 * VICReg: `invariance mean_k (a_ik - b_ik)^2 + variance (v(a) + v(b)) + covariance (c(a) + c(b))`, where
 * `v(z) = mean_k max(0, 1 - sqrt(var_k + epsilon))` keeps every coordinate k spread over the batch and
 * `c(z) = 1/d sum_(k != l) cov_kl^2` keeps coordinates from saying the same.
 *
 * Two views `[n, d]` of the same things to values `[n]`, of which only the first term is an item's own; nothing is a negative, and
 * labels are not used. The formula is algorithm 1 of the paper. The authors' later program and pytorch-metric-learning halve the
 * variance term: take half of `variance` for theirs. Lengths matter, so give it an encoder with `normalize: false`. Where all rows
 * are one it is `2 variance (1 - sqrt(epsilon))`, with a finite gradient.
 *
 * Reference: Bardes, Ponce, LeCun 2022, "VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning".
 *
 * @param o.invariance 0 or more, 25 unless given
 * @param o.variance 0 or more, 25 unless given
 * @param o.covariance 0 or more, 1 unless given
 * @param o.epsilon above 0, 1e-4 unless given
 * @throws RangeError if a number is out of range, or, when called, there is one row
 */
export function vicReg(
  o: { invariance?: number; variance?: number; covariance?: number; epsilon?: number } = {},
): MatchLoss {
  const { invariance = 25, variance = 25, covariance = 1, epsilon = 1e-4 } = o;
  checkInRange(invariance, 0, Number.MAX_VALUE, 'vicReg: invariance');
  checkInRange(variance, 0, Number.MAX_VALUE, 'vicReg: variance');
  checkInRange(covariance, 0, Number.MAX_VALUE, 'vicReg: covariance');
  checkPositive(epsilon, 'vicReg: epsilon');
  const ofBatch = (z: tf.Tensor2D): tf.Tensor => {
    const [n, d] = z.shape;
    const centred = tf.sub<tf.Tensor2D>(z, tf.mean(z, 0, true));
    const variances = tf.div(tf.sum(tf.square(centred), 0), n - 1);
    const spread = tf.mean(tf.relu(tf.sub(1, tf.sqrt(tf.add(variances, epsilon)))));
    // The covariances and the products of the rows have the same sum of squares.
    const products = tf.matMul(centred, centred, n >= d, n < d);
    const all = tf.div(tf.sum(tf.square(products)), (n - 1) ** 2);
    const shared = tf.div(tf.sub(all, tf.sum(tf.square(variances))), d);
    return tf.add(tf.mul(spread, variance), tf.mul(shared, covariance));
  };
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkViews(a, b, options, 'vicReg');
      const apart = tf.mul(tf.mean(tf.squaredDifference(a, b), 1), invariance);
      return tf.add(apart, tf.add(ofBatch(a), ofBatch(b))) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'match' as const });
}
