import * as tf from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from './check-operands.ts';
import type { Distance } from './distance.ts';
import { unitRows } from './unit-rows.ts';

/**
 * The cosine similarity: `a.b / (|a| |b|)`, from -1 to 1; larger is nearer.
 *
 * With a zero vector it is 0, and the gradient of that vector is defined as 0.
 *
 * @throws TypeError if the shapes do not fit
 */
export const cosine: Distance = {
  name: 'cosine',
  nearer: 'larger',
  product: true,
  rows(a, b) {
    checkRows(a, b, 'cosine.rows');
    return tf.sum(tf.mul(unitRows(a), unitRows(b)), 1);
  },
  matrix(a, b) {
    checkMatrices(a, b, 'cosine.matrix');
    return tf.matMul(unitRows(a), unitRows(b), false, true);
  },
};
