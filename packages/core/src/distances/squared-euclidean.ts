import * as tf from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from './check-operands.ts';
import type { Distance } from './distance.ts';
import { withGradient } from './with-gradient.ts';

/**
 * All squared distances by one matrix product: `|a|^2 + |b|^2 - 2 a.b`, never below 0.
 *
 * Both sides are shifted by the mean of b first: distances do not change, and far from the origin little is cancelled.
 * The gradient is the analytic one, `2 (a - b)` for each pair, also where rounding was cut off at 0.
 */
export function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return gram(a, b);
}

const gram = withGradient(
  (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D => {
    const [x, y] = centred(a, b);
    const xx = tf.sum(tf.square(x), 1, true);
    const yy = tf.reshape(tf.sum(tf.square(y), 1), [1, y.shape[0]]);
    return tf.relu(tf.sub(tf.add(xx, yy), tf.mul(tf.matMul(x, y, false, true), 2)) as tf.Tensor2D);
  },
  (g, _, a, b) => {
    const [x, y] = centred(a, b);
    const dx = tf.sub(tf.mul(x, tf.sum(g, 1, true)), tf.matMul(g, y));
    const dy = tf.sub(tf.mul(y, tf.reshape(tf.sum(g, 0), [y.shape[0], 1])), tf.matMul(g, x, true, false));
    return [tf.mul(dx, 2), tf.mul(dy, 2)];
  },
);

function centred(a: tf.Tensor2D, b: tf.Tensor2D): [tf.Tensor2D, tf.Tensor2D] {
  const centre = tf.mean(b, 0, true);
  return [tf.sub(a, centre), tf.sub(b, centre)];
}

/**
 * The squared Euclidean distance: `sum((a - b)^2)`; smaller is nearer.
 *
 * Smooth everywhere: at a = b its gradient is 0. The matrix is a matrix product; its rounding error is about
 * 1e-7 times the squared spread of the points, and it is never negative.
 *
 * @throws TypeError if the shapes do not fit
 */
export const squaredEuclidean: Distance = {
  name: 'squaredEuclidean',
  nearer: 'smaller',
  product: true,
  rows(a, b) {
    checkRows(a, b, 'squaredEuclidean.rows');
    return tf.sum(tf.squaredDifference(a, b), 1);
  },
  matrix(a, b) {
    checkMatrices(a, b, 'squaredEuclidean.matrix');
    return squaredDistances(a, b);
  },
};
