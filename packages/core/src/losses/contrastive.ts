import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { euclidean } from '../distances/index.ts';
import { sameMask } from '../masks.ts';
import { asDistance } from './as-distance.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { PairLoss } from './loss.ts';

/**
 * The contrastive loss: `1/2 (same d^2 + different max(0, margin - d)^2)`.
 *
 * Distances `[n]` and `same` to values `[n]`. Where larger is nearer, d is `1 - similarity`. At d = margin the gradient of a
 * different pair is 0; of a Euclidean distance of 0 it is 0 as well, so two items that coincide exactly stay together.
 *
 * Reference: Hadsell, Chopra, LeCun 2006, "Dimensionality Reduction by Learning an Invariant Mapping".
 *
 * @param o.margin how far apart different items have to be, 1 unless given
 * @param o.distance Euclidean unless given
 * @throws RangeError if margin is not a positive number
 */
export function contrastive(o: { margin?: number; distance?: Distance } = {}): PairLoss {
  const { margin = 1, distance = euclidean } = o;
  checkPositive(margin, 'contrastive: margin');
  const loss = (distances: tf.Tensor1D, same: readonly boolean[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkLossLength(distances, same.length, 'contrastive', 'same');
      const d = asDistance(distances, distance);
      const isSame = sameMask(same);
      const apart = tf.square(tf.relu(tf.sub(margin, d)));
      return tf.mul(0.5, tf.add(tf.mul(isSame, tf.square(d)), tf.mul(tf.sub(1, isSame), apart)));
    });
  return Object.assign(loss, { kind: 'pair' as const, distance, collapsed: { same: 0, different: margin ** 2 / 2 } });
}
