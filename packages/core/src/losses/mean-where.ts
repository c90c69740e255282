import * as tf from '@tensorflow/tfjs';

/**
 * The mean of those values of each row whose mask is true: `[n, m]` and booleans `[n, m]` to `[n]`.
 *
 * @param counts how many are true in each row; a row of none gives 0
 */
export function meanWhere(x: tf.Tensor2D, mask: tf.Tensor2D, counts: ArrayLike<number>): tf.Tensor1D {
  const shares = Float32Array.from(counts, (count) => (count === 0 ? 0 : 1 / count));
  return tf.mul(tf.sum(tf.where(mask, x, 0), 1), tf.tensor1d(shares)) as tf.Tensor1D;
}
