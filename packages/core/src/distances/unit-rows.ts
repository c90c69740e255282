import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.ts';

/** A row shorter than this counts as the zero vector: its direction is rounding noise. */
const shortest = 1e-12;

/**
 * Rows brought to length 1: `x / |x|`, the zero vector stays zero.
 *
 * `[n, d]` gives `[n, d]`. The gradient of a zero row (shorter than 1e-12) is defined as 0, so nothing becomes NaN.
 */
export function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  return normalised(x);
}

function inverseLengths(rows: tf.Tensor2D): tf.Tensor {
  const length = tf.sqrt(tf.sum(tf.square(rows), 1, true));
  return tf.where(tf.greater(length, shortest), tf.reciprocal(length), tf.zerosLike(length));
}

const normalised = withGradient(
  (rows: tf.Tensor2D): tf.Tensor2D => tf.mul(rows, inverseLengths(rows)),
  (dy, unit, rows) => {
    const along = tf.mul(unit, tf.sum(tf.mul(dy, unit), 1, true));
    return tf.mul(tf.sub(dy, along), inverseLengths(rows));
  },
);
