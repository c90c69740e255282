import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

/** Each row over its largest value, and the sum of that. */
function exponentials(x: tf.Tensor2D): { largest: tf.Tensor; powers: tf.Tensor; total: tf.Tensor } {
  const largest = tf.max(x, 1, true);
  const powers = tf.exp(tf.sub(x, largest));
  return { largest, powers, total: tf.sum(powers, 1, true) };
}

function logSumExp(x: tf.Tensor2D): tf.Tensor1D {
  const { largest, total } = exponentials(x);
  return tf.reshape(tf.add(tf.log(total), largest), [x.shape[0]]);
}

/** `log(sum(exp(row)))` for each row, without overflow: `[n, m]` to `[n]`; its gradient is the softmax. */
export const logSumExpRows = withGradient(logSumExp, (dy, _, x) => {
  const { powers, total } = exponentials(x);
  return tf.mul(powers, tf.div(tf.expandDims(dy, 1), total));
});

/** Far below any logit that training meets, and finite. */
const none = -1e9;

const only = (x: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor2D => tf.where(mask, x, none);

/**
 * `log(sum(exp(row)))` of those values of each row whose mask is true: `[n, m]` and booleans `[n, m]` to `[n]`.
 *
 * A row without any gives about -1e9 (so that `softplus` of it is 0) and the gradient 0.
 */
export const logSumExpWhere = withGradient(
  (x: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor1D => logSumExp(only(x, mask)),
  (dy, value, x, mask) => {
    const { powers, total } = exponentials(only(x, mask));
    const some = tf.cast(tf.greater(value, none / 2), 'float32');
    return [tf.mul(powers, tf.div(tf.expandDims(tf.mul(dy, some), 1), total)), tf.zerosLike(mask)];
  },
);
