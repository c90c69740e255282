import * as tf from '@tensorflow/tfjs';

/** More than any distance between embeddings, and finite. */
const beyond = 1e9;

/** The values where a mask is 1, and -1e9 where it is 0. */
export function onlyOf(values: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(values, mask), tf.mul(tf.sub(mask, 1), beyond));
}
