import * as tf from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from './check-operands.ts';
import type { Distance } from './distance.ts';
import { safeSqrt } from './safe-sqrt.ts';
import { squaredDistances } from './squared-euclidean.ts';

/**
 * The Euclidean distance: `sqrt(sum((a - b)^2))`; smaller is nearer.
 *
 * At a = b it is 0 and its gradient is defined as 0 (elsewhere the gradient has length 1). The matrix is a matrix
 * product: two equal rows may come out up to about 3e-4 times the spread of the points apart instead of 0.
 *
 * @throws TypeError if the shapes do not fit
 */
export const euclidean: Distance = {
  name: 'euclidean',
  nearer: 'smaller',
  product: true,
  rows(a, b) {
    checkRows(a, b, 'euclidean.rows');
    return safeSqrt(tf.sum(tf.squaredDifference(a, b), 1) as tf.Tensor1D);
  },
  matrix(a, b) {
    checkMatrices(a, b, 'euclidean.matrix');
    return safeSqrt(squaredDistances(a, b));
  },
};
