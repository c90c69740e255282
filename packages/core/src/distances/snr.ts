import * as tf from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from './check-operands.ts';
import type { Distance } from './distance.ts';
import { squaredDistances } from './squared-euclidean.ts';
import { withGradient } from './with-gradient.ts';

const centred = (x: tf.Tensor2D): tf.Tensor2D => tf.sub(x, tf.mean(x, 1, true));
const power = (x: tf.Tensor): tf.Tensor1D => tf.sum(tf.square(x), 1);

/** Less of a vector's square than this is rounding noise of its mean. */
const least = 1e-12;

/** 1 / power where there is a signal, else 0; TensorFlow.js's own `divNoNan` has the gradient NaN there. */
const inverse = withGradient(
  (power: tf.Tensor1D, square: tf.Tensor1D): tf.Tensor1D =>
    tf.where(tf.greater(power, tf.mul(square, least)), tf.reciprocal(power), tf.zerosLike(power)),
  (dy, y, _, square) => [tf.neg(tf.mul(dy, tf.square(y))), tf.zerosLike(square)],
);

/**
 * The signal-to-noise distance: `var(a - b) / var(a)`, variances over the coordinates; smaller is nearer.
 *
 * a is the anchor, the signal: a and b can't change places. An anchor whose coordinates are all equal carries no signal;
 * its distances are 0 and so is their gradient. The matrix is a matrix product, with the rounding of `squaredEuclidean`.
 *
 * Reference: Yuan et al. 2019, "Signal-to-Noise Ratio: A Robust Distance Metric for Deep Metric Learning".
 *
 * @throws TypeError if the shapes do not fit
 */
export const snr: Distance = {
  name: 'snr',
  nearer: 'smaller',
  product: true,
  rows(a, b) {
    checkRows(a, b, 'snr.rows');
    return tf.mul(power(centred(tf.sub(a, b))), inverse(power(centred(a)), power(a)));
  },
  matrix(a, b) {
    checkMatrices(a, b, 'snr.matrix');
    const signal = centred(a);
    const noise = squaredDistances(signal, centred(b));
    return tf.mul(noise, tf.expandDims(inverse(power(signal), power(a)), 1));
  },
};
