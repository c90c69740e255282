import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

/**
 * The cumulated soft histogram of each row: `[n, m]` to `[n, bins]`, `sum_j clip(k + 1 - x_j, 0, 1)` for k from 0 to bins - 1.
 *
 * A value x between the whole numbers k and k + 1 counts for bin k by `k + 1 - x` and for bin k + 1 by `x - k`; what is above
 * `bins` doesn't count, what is below 0 counts as 0. At a whole number the gradient is the one from the right.
 */
export function binSums(x: tf.Tensor2D, bins: number): tf.Tensor2D {
  return withGradient(
    (values: tf.Tensor2D): tf.Tensor2D =>
      tf.stack(
        Array.from({ length: bins }, (_, k) => tf.sum(tf.clipByValue(tf.sub(k + 1, values), 0, 1), 1)),
        1,
      ) as tf.Tensor2D,
    (dy, _, values) => {
      const [n] = values.shape;
      const table = tf.reshape(
        tf.pad(tf.neg(dy), [
          [0, 0],
          [0, 1],
        ]),
        [n * (bins + 1)],
      );
      const rows = tf.tensor2d(
        Int32Array.from({ length: n }, (__, i) => i * (bins + 1)),
        [n, 1],
        'int32',
      );
      const bin = tf.cast(tf.clipByValue(tf.floor(values), 0, bins), 'int32');
      return tf.gather(table, tf.add(bin, rows));
    },
  )(x);
}
