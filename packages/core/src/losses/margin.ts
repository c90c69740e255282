import * as tf from '@tensorflow/tfjs';
import { sameMask } from '../masks.ts';
import { asDistance } from './as-distance.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { PairLoss } from './loss.ts';
import { marginBoundary, type MarginOptions } from './margin-boundary.ts';

/**
 * The margin loss of pairs: `max(0, margin + d - beta)` of a same pair, `max(0, margin + beta - d)` of a different one.
 *
 * Distances `[n]` and `same` to values `[n]`. Where larger is nearer, d is `1 - similarity`. Only the order across the
 * boundary beta is asked for, not d = 0; beta is learned with the model, one for all or one for each class (of the pair's first
 * item). Exactly at the margin value and gradient are 0.
 * `variables` is a tensor of the caller's to dispose.
 *
 * Reference: Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", equations 5 and 6.
 *
 * @param o.margin 0.2 unless given
 * @param o.beta where the boundary lies, at first; 1.2 unless given
 * @param o.learned whether beta is learned, true unless given
 * @param o.classes the labels of the training set, for a beta each
 * @param o.nu `nu beta` is added to every value, against a boundary that runs away; 0 unless given
 * @param o.distance Euclidean unless given
 * @throws RangeError if margin or beta is not a positive number, nu negative, or a label not among the classes; TypeError if it has
 * classes and the pairs no labels
 */
export function margin(o: MarginOptions = {}): PairLoss {
  const boundary = marginBoundary(o, 'margin');
  const { distance, variables, byLabel } = boundary;
  const loss = (distances: tf.Tensor1D, same: readonly boolean[], labels?: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkLossLength(distances, same.length, 'margin', 'same');
      const d = asDistance(distances, distance);
      const isSame = sameMask(same);
      const costs = boundary.of(d, labels);
      const pulled = tf.mul(isSame, costs.same(d));
      const pushed = tf.mul(tf.sub(1, isSame), costs.different(d));
      return costs.regularised(tf.add(pulled, pushed) as tf.Tensor1D);
    });
  return Object.assign(loss, { kind: 'pair' as const, distance, byLabel, variables });
}
