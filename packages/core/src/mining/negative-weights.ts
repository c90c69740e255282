import * as tf from '@tensorflow/tfjs';
import { farthest } from './extreme.ts';

/**
 * How likely each negative is to be drawn so that all distances come up alike, up to a factor for each row: squared
 * distances of unit vectors `[n, n]` and a mask of negatives give `1 / q(D)` with
 * `log q(D) = (d - 2) log D + (d - 3) / 2 log(1 - D^2 / 4)`, the largest of a row 1; 0 for what is no negative or has
 * `D >= limit`. D below cutoff counts as cutoff.
 */
export function negativeWeights(
  squared: tf.Tensor,
  isNegative: tf.Tensor,
  { dimensions, cutoff, limit }: { dimensions: number; cutoff: number; limit: number },
): tf.Tensor {
  const isNear = tf.cast(tf.less(squared, Math.min(limit, 2) ** 2), 'float32');
  const mask = tf.mul(isNegative, isNear);
  // Opposite points (D = 2) have no density; they are not drawn, and are kept from making a NaN.
  const d2 = tf.clipByValue(squared, cutoff ** 2, 4 - 1e-5);
  const rare = tf.add(
    tf.mul(tf.log(d2), (2 - dimensions) / 2),
    tf.mul(tf.log(tf.sub(1, tf.mul(d2, 0.25))), (3 - dimensions) / 2),
  );
  const most = tf.expandDims(farthest(rare, mask), 1);
  return tf.mul(tf.exp(tf.minimum(tf.sub(rare, most), 0)), mask);
}
