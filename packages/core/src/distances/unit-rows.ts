import * as tf from '@tensorflow/tfjs';

/** A row shorter than this counts as the zero vector: its direction is rounding noise. */
const shortest = 1e-12;

/**
 * Rows brought to length 1: `x / |x|`, the zero vector stays zero.
 *
 * `[n, d]` gives `[n, d]`. The gradient of a zero row (shorter than 1e-12) is defined as 0, so nothing becomes NaN.
 */
export function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  const normalise = tf.customGrad((...args) => {
    const [rows, save] = args as unknown as [tf.Tensor2D, tf.GradSaver];
    const length = tf.sqrt(tf.sum(tf.square(rows), 1, true));
    const inverse = tf.where(tf.greater(length, shortest), tf.reciprocal(length), tf.zerosLike(length));
    const y = tf.mul(rows, inverse);
    save([y, inverse]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [unit, scale] = saved as [tf.Tensor, tf.Tensor];
        const along = tf.mul(unit, tf.sum(tf.mul(dy, unit), 1, true));
        return tf.mul(tf.sub(dy, along), scale);
      },
    };
  });
  return normalise(x) as tf.Tensor2D;
}
