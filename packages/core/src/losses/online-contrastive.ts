import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { euclidean, withoutGradient } from '../distances/index.ts';
import { sameMask } from '../masks.ts';
import { asDistance } from './as-distance.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { PairLoss } from './loss.ts';

/** More than any distance. */
const beyond = 1e9;

/**
 * 1 for a same pair farther than the nearest different one and for a different pair nearer than the farthest same one; where
 * the batch has one kind alone, for those worse than its mean.
 */
const hard = withoutGradient((d: tf.Tensor1D, isSame: tf.Tensor1D): tf.Tensor1D => {
  const different = tf.sub(1, isSame);
  const mean = tf.mean(d);
  const nearest = tf.min(tf.add(d, tf.mul(isSame, beyond)));
  const farthest = tf.max(tf.sub(d, tf.mul(different, beyond)));
  const least = tf.where(tf.greater(nearest, beyond / 2), mean, nearest);
  const most = tf.where(tf.less(farthest, -beyond / 2), mean, farthest);
  const kept = tf.where(tf.cast(isSame, 'bool'), tf.greater(d, least), tf.less(d, most));
  return tf.cast(kept, 'float32') as tf.Tensor1D;
});

/**
 * The contrastive loss of the hard pairs alone: `hard (same d^2 + different max(0, margin - d)^2)`; reduce with `sum`.
 *
 * Distances `[n]` and `same` to values `[n]`. Where larger is nearer, d is `1 - similarity`. Hard are same pairs farther
 * apart than the nearest different pair, and different pairs nearer than the farthest same pair (with no pair of the other
 * kind: than the mean of its own); the others are 0. Which they are counts as constant.
 *
 * Reference: Reimers, Gurevych 2019, "Sentence-BERT", `OnlineContrastiveLoss` of its code (without the 1/2 of `contrastive`).
 *
 * @param o.margin how far apart different items have to be, 1 unless given; sentence-transformers has 0.5 with the cosine
 * @param o.distance Euclidean unless given
 * @throws RangeError if margin is not a positive number
 */
export function onlineContrastive(o: { margin?: number; distance?: Distance } = {}): PairLoss {
  const { margin = 1, distance = euclidean } = o;
  checkPositive(margin, 'onlineContrastive: margin');
  const loss = (distances: tf.Tensor1D, same: readonly boolean[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkLossLength(distances, same.length, 'onlineContrastive', 'same');
      const d = asDistance(distances, distance);
      const isSame = sameMask(same);
      const apart = tf.square(tf.relu(tf.sub(margin, d)));
      const values = tf.add(tf.mul(isSame, tf.square(d)), tf.mul(tf.sub(1, isSame), apart));
      return tf.mul(hard(d, isSame), values) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'pair' as const, distance });
}
