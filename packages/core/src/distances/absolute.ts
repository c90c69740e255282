import * as tf from '@tensorflow/tfjs';

/** The absolute value whose gradient at 0 is 0; TensorFlow.js's own `abs` gives -1 there. */
export function absolute<T extends tf.Tensor>(x: T): T {
  return tf.add(tf.relu(x), tf.relu(tf.neg(x)));
}
