import * as tf from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from './check-operands.ts';
import type { Distance } from './distance.ts';

/**
 * All squared distances by one matrix product: `|a|^2 + |b|^2 - 2 a.b`, never below 0.
 *
 * Both sides are shifted by the mean of b first: distances do not change, and far from the origin little is cancelled.
 * The gradient is the analytic one, `2 (a - b)` for each pair, also where rounding was cut off at 0.
 */
export function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const gram = tf.customGrad((...args) => {
    const [left, right, save] = args as unknown as [tf.Tensor2D, tf.Tensor2D, tf.GradSaver];
    const centre = tf.mean(right, 0, true);
    const x = tf.sub(left, centre) as tf.Tensor2D;
    const y = tf.sub(right, centre) as tf.Tensor2D;
    const xx = tf.sum(tf.square(x), 1, true);
    const yy = tf.reshape(tf.sum(tf.square(y), 1), [1, y.shape[0]]);
    save([x, y]);
    return {
      value: tf.relu(tf.sub(tf.add(xx, yy), tf.mul(tf.matMul(x, y, false, true), 2))),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [p, q] = saved as [tf.Tensor2D, tf.Tensor2D];
        const g = dy as tf.Tensor2D;
        const dp = tf.sub(tf.mul(p, tf.sum(g, 1, true)), tf.matMul(g, q));
        const dq = tf.sub(tf.mul(q, tf.reshape(tf.sum(g, 0), [q.shape[0], 1])), tf.matMul(g, p, true, false));
        return [tf.mul(dp, 2), tf.mul(dq, 2)];
      },
    };
  });
  return gram(a, b) as tf.Tensor2D;
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
  rows(a, b) {
    checkRows(a, b, 'squaredEuclidean.rows');
    return tf.sum(tf.squaredDifference(a, b), 1);
  },
  matrix(a, b) {
    checkMatrices(a, b, 'squaredEuclidean.matrix');
    return squaredDistances(a, b);
  },
};
