import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { euclidean } from '../distances/index.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { TripletLoss } from './loss.ts';

/**
 * The triplet loss: `max(0, margin + d(a, p) - d(a, n))`, or `log(1 + exp(d(a, p) - d(a, n)))` with the soft margin.
 *
 * Distances `[n]` and `[n]` to values `[n]`. Where larger is nearer the two change places. Exactly at the margin the value
 * and the gradient are 0. If everything collapses to one point it stays at the margin (log 2 if soft).
 *
 * Reference: Schroff et al. 2015, "FaceNet"; soft margin: Hermans et al. 2017, "In Defense of the Triplet Loss"; swap:
 * Balntas et al. 2016, "Learning local feature descriptors with triplets".
 *
 * @param o.margin a positive number (1 unless given) or 'soft'
 * @param o.distance Euclidean unless given
 * @param o.swap take the nearer of d(a, n) and d(p, n) as the negative's; only with batches of triplets
 * @throws RangeError if margin is neither positive nor 'soft'
 */
export function triplet(o: { margin?: number | 'soft'; distance?: Distance; swap?: boolean } = {}): TripletLoss {
  const { margin = 1, distance = euclidean, swap = false } = o;
  if (margin !== 'soft') checkPositive(margin, 'triplet: margin');
  const smaller = distance.nearer === 'smaller';
  const loss = (positive: tf.Tensor1D, negative: tf.Tensor1D, positiveNegative?: tf.Tensor1D): tf.Tensor1D =>
    tf.tidy(() => {
      checkLossLength(positive, negative.shape[0], 'triplet', 'negative');
      if (swap && positiveNegative === undefined) {
        throw new TypeError('triplet: argument positiveNegative must be given when swap is true, got undefined');
      }
      const nearer = smaller ? tf.minimum : tf.maximum;
      const near = swap ? nearer<tf.Tensor1D>(negative, positiveNegative!) : negative;
      const gap = smaller ? tf.sub(positive, near) : tf.sub(near, positive);
      return (margin === 'soft' ? tf.softplus(gap) : tf.relu(tf.add(gap, margin))) as tf.Tensor1D;
    });
  const collapsed = margin === 'soft' ? Math.LN2 : margin;
  return Object.assign(loss, { kind: 'triplet' as const, distance, swap, collapsed });
}
