import * as tf from '@tensorflow/tfjs';
import { onlyOf } from './only-of.ts';

/**
 * The k-th largest of the values `[n, n]` where a mask is 1 (the first is the largest); k is data, so that it may follow
 * from labels. Where k is 0, more than any of them.
 */
export function kthLargest(values: tf.Tensor2D, mask: tf.Tensor, k: number): tf.Tensor {
  const sorted = tf.topk(tf.reshape(onlyOf(values, mask), [values.size]), values.size).values;
  const all = tf.concat([tf.tensor1d([1e9]), sorted as tf.Tensor1D]);
  return tf.reshape(tf.gather(all, tf.tensor1d([k], 'int32')), []);
}
