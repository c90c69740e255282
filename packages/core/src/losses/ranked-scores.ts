import * as tf from '@tensorflow/tfjs';
import { logSumExpRows, logSumExpWhere } from './log-sum-exp-rows.ts';

/**
 * How far similarities are from the order of their scores: `log(1 + sum_(score_i > score_j) exp(s_j - s_i))`.
 *
 * Similarities `[n]` to `[n]` values that are all this one number of the whole batch, so that their mean is it.
 */
export function rankedScores(similarities: tf.Tensor1D, scores: readonly number[]): tf.Tensor1D {
  const n = scores.length;
  const values = tf.tensor1d([...scores], 'float32');
  const ahead = tf.greater(tf.expandDims(values, 1), tf.expandDims(values, 0)) as tf.Tensor2D;
  const gaps = tf.sub(tf.expandDims(similarities, 0), tf.expandDims(similarities, 1)) as tf.Tensor2D;
  const total = tf.softplus(logSumExpRows(tf.expandDims(logSumExpWhere(gaps, ahead), 0) as tf.Tensor2D));
  return tf.mul(total, tf.ones([n])) as tf.Tensor1D;
}
