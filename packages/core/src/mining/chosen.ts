import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

/**
 * The values of `[n, m]` at places that depend on them, given as places `i m + j` in an int32 tensor of any shape. The choice
 * counts as a constant: the gradient goes back to the places chosen.
 *
 * @param placesOf the places for the values and the data; called again for the gradient
 * @param data whatever else the choice depends on
 */
export function chosen(
  values: tf.Tensor2D,
  placesOf: (values: tf.Tensor2D, ...data: tf.Tensor[]) => tf.Tensor,
  ...data: tf.Tensor[]
): tf.Tensor {
  const choose = withGradient(
    (x: tf.Tensor2D, ...rest: tf.Tensor[]): tf.Tensor =>
      tf.gather(tf.reshape(x, [x.size]), placesOf(x, ...rest) as tf.Tensor1D),
    (dy, _, x, ...rest) => {
      const places = tf.reshape(placesOf(x, ...rest), [dy.size]) as tf.Tensor1D;
      const sums = tf.unsortedSegmentSum(tf.reshape(dy, [dy.size]), places, x.size);
      return [tf.reshape(sums, x.shape), ...rest.map((tensor) => tf.zerosLike(tensor))];
    },
  );
  return choose(values, ...data);
}

/** Places `i m + j` for the columns j of each row i, `[n, ...]`, of a matrix of m columns. */
export function placesIn(columns: tf.Tensor, m: number): tf.Tensor {
  const [n, ...rest] = columns.shape;
  const starts = tf.tensor(
    Int32Array.from({ length: n! }, (_, i) => i * m),
    [n!, ...rest.map(() => 1)],
    'int32',
  );
  return tf.add(tf.cast(columns, 'int32'), starts);
}
