import * as tf from '@tensorflow/tfjs';

/** Each column to mean 0 and variance 1: `(x - mean) / sqrt(var + 1e-5)`, a batch normalisation; a constant column becomes 0. */
export function standardizedColumns(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 0, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 0, true), 1e-5)));
}
