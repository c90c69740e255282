import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkInRange } from '../check.ts';
import { checkMatrices, checkRows } from './check-operands.ts';
import { differenceMatrix, differenceRows, type OfDifferences } from './difference-matrix.ts';
import type { Distance } from './distance.ts';

/** The largest difference is taken out first, so that no power overflows or vanishes. */
function ofDifferences(p: number): OfDifferences {
  return {
    value(x) {
      const sizes = tf.abs(x);
      const largest = tf.max(sizes, -1, true);
      const powers = tf.sum(tf.pow(tf.divNoNan(sizes, largest), p), -1);
      return tf.mul(tf.squeeze(largest, [-1]), tf.pow(powers, 1 / p));
    },
    slope: (x, value) => tf.mul(tf.sign(x), tf.pow(tf.divNoNan(tf.abs(x), tf.expandDims(value, -1)), p - 1)),
  };
}

/**
 * The Minkowski distance of order p: `sum(|a - b|^p)^(1/p)`; smaller is nearer.
 *
 * 1 is Manhattan, 2 is Euclidean (those two are quicker by their own names); the larger p, the more the largest difference
 * alone decides. At a = b it is 0 and its gradient is defined as 0. The matrix goes through all n x m x d differences, in
 * blocks of 64 MiB.
 *
 * @param p 1 or more
 * @throws RangeError if p is below 1 or infinite
 * @throws TypeError if the shapes do not fit
 */
export function lp(p: number): Distance {
  checkFinite(p, 'lp: p');
  checkInRange(p, 1, Infinity, 'lp: p');
  const of = ofDifferences(p);
  return {
    name: `lp(${p})`,
    nearer: 'smaller',
    rows(a, b) {
      checkRows(a, b, 'lp.rows');
      return differenceRows(of, a, b);
    },
    matrix(a, b) {
      checkMatrices(a, b, 'lp.matrix');
      return differenceMatrix(of, a, b);
    },
  };
}
