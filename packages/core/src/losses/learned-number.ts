import * as tf from '@tensorflow/tfjs';

/** A number that training changes, a scalar variable of the caller's to dispose. */
export function learnedNumber(start: number): tf.Variable {
  return tf.tidy(() => tf.variable(tf.scalar(start), true));
}
