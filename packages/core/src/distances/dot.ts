import * as tf from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from './check-operands.ts';
import type { Distance } from './distance.ts';

/**
 * The dot product: `a.b`; larger is nearer, and of unit vectors it is the cosine.
 *
 * With a zero vector it is 0.
 *
 * @throws TypeError if the shapes do not fit
 */
export const dot: Distance = {
  name: 'dot',
  nearer: 'larger',
  product: true,
  rows(a, b) {
    checkRows(a, b, 'dot.rows');
    return tf.sum(tf.mul(a, b), 1);
  },
  matrix(a, b) {
    checkMatrices(a, b, 'dot.matrix');
    return tf.matMul(a, b, false, true);
  },
};
