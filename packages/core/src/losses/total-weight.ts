import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../distances/index.ts';

/** The sum of the weights, and 1 where that is 0. */
export const totalWeight = withoutGradient((weights: tf.Tensor1D): tf.Tensor => {
  const sum = tf.sum(weights);
  return tf.add(sum, tf.cast(tf.equal(sum, 0), 'float32'));
});
