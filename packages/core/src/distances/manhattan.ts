import * as tf from '@tensorflow/tfjs';
import { absolute } from './absolute.ts';
import { checkMatrices, checkRows } from './check-operands.ts';
import type { Distance } from './distance.ts';

/**
 * The Manhattan distance: `sum(|a - b|)`; smaller is nearer.
 *
 * Where a and b agree in a coordinate, the gradient there is defined as 0. The matrix needs n x m x d values at once.
 *
 * @throws TypeError if the shapes do not fit
 */
export const manhattan: Distance = {
  name: 'manhattan',
  nearer: 'smaller',
  rows(a, b) {
    checkRows(a, b, 'manhattan.rows');
    return tf.sum(absolute(tf.sub(a, b)), 1);
  },
  matrix(a, b) {
    checkMatrices(a, b, 'manhattan.matrix');
    return tf.sum(absolute(tf.sub(tf.expandDims(a, 1), tf.expandDims(b, 0))), 2);
  },
};
