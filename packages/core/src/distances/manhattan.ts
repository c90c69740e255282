import * as tf from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from './check-operands.ts';
import { differenceMatrix, differenceRows, type OfDifferences } from './difference-matrix.ts';
import type { Distance } from './distance.ts';

const ofDifferences: OfDifferences = {
  value: (x) => tf.sum(tf.abs(x), -1),
  slope: (x) => tf.sign(x),
};

/**
 * The Manhattan distance: `sum(|a - b|)`; smaller is nearer.
 *
 * Where a and b agree in a coordinate, the gradient there is defined as 0. The matrix goes through all n x m x d
 * differences, in blocks of 64 MiB.
 *
 * @throws TypeError if the shapes do not fit
 */
export const manhattan: Distance = {
  name: 'manhattan',
  nearer: 'smaller',
  rows(a, b) {
    checkRows(a, b, 'manhattan.rows');
    return differenceRows(ofDifferences, a, b);
  },
  matrix(a, b) {
    checkMatrices(a, b, 'manhattan.matrix');
    return differenceMatrix(ofDifferences, a, b);
  },
};
