import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

function weights(x: tf.Tensor, offset: tf.Tensor, sharpness: number): tf.Tensor {
  const logits = tf.add(tf.mul(x, sharpness), offset);
  const powers = tf.exp(tf.sub(logits, tf.max(logits, -1, true)));
  return tf.div(powers, tf.sum(powers, -1, true));
}

/**
 * The mean along the last axis in which larger values weigh more: `sum(p x)`, `p = softmax(sharpness x + offset)`; `[..., m]` to
 * `[...]`.
 *
 * Its gradient is `p (1 + sharpness (x - mean))`; the offset is a constant, and -1e9 in it leaves a value out.
 */
export function softmaxMean(x: tf.Tensor, offset: tf.Tensor, sharpness: number): tf.Tensor {
  return withGradient(
    (values: tf.Tensor, extra: tf.Tensor): tf.Tensor => tf.sum(tf.mul(weights(values, extra, sharpness), values), -1),
    (dy, mean, values, extra) => {
      const slope = tf.add(tf.mul(tf.sub(values, tf.expandDims(mean, -1)), sharpness), 1);
      return [tf.mul(tf.mul(tf.expandDims(dy, -1), weights(values, extra, sharpness)), slope), tf.zerosLike(extra)];
    },
  )(x, offset);
}
