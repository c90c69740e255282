import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

/** `log(sum(exp(row)))` for each row, without overflow: `[n, m]` to `[n]`; its gradient is the softmax. */
export const logSumExpRows = withGradient(
  (x: tf.Tensor2D): tf.Tensor1D => {
    const largest = tf.max(x, 1, true);
    const total = tf.sum(tf.exp(tf.sub(x, largest)), 1, true);
    return tf.reshape(tf.add(tf.log(total), largest), [x.shape[0]]);
  },
  (dy, value, x) => tf.mul(tf.expandDims(dy, 1), tf.exp(tf.sub(x, tf.expandDims(value, 1)))),
);
