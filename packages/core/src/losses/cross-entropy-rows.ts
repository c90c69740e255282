import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

const logSumExp = (logits: tf.Tensor2D): tf.Tensor => {
  const largest = tf.max(logits, 1, true);
  return tf.add(tf.log(tf.sum(tf.exp(tf.sub(logits, largest)), 1, true)), largest);
};

/**
 * `-log softmax(row)` at the column where membership is 1: `[n, m]` and `[n, m]` to `[n]`, without overflow.
 *
 * Its gradient is `softmax - membership`.
 */
export const crossEntropyRows = withGradient(
  (logits: tf.Tensor2D, membership: tf.Tensor2D): tf.Tensor1D => {
    const own = tf.sum(tf.mul(logits, membership), 1, true);
    return tf.reshape(tf.sub(logSumExp(logits), own), [logits.shape[0]]);
  },
  (dy, _, logits, membership) => [
    tf.mul(tf.expandDims(dy, 1), tf.sub(tf.softmax(logits), membership)),
    tf.zerosLike(membership),
  ],
);
