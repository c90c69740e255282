import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.ts';

/** How a distance comes from differences `[..., d]` along their last axis, and what it changes by with each of them. */
export type OfDifferences = {
  value(differences: tf.Tensor): tf.Tensor;
  slope(differences: tf.Tensor, value: tf.Tensor): tf.Tensor;
};

/** What the differences of one block of rows may take. */
const defaultBytes = 64 * 2 ** 20;

/**
 * Row against row: `[n, d]` and `[n, d]` give `[n]`.
 */
export function differenceRows(of: OfDifferences, a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D {
  const rows = withGradient(
    (x: tf.Tensor2D) => of.value(x),
    (dy, value, x) => tf.mul(tf.expandDims(dy, -1), of.slope(x, value)),
  );
  return rows(tf.sub(a, b) as tf.Tensor2D) as tf.Tensor1D;
}

/**
 * Every row of a against every row of b: `[n, d]` and `[m, d]` give `[n, m]`, in blocks of rows of a, forward and back, so
 * that no more than `bytes` of differences (but at least those of one row) are there at once.
 */
export function differenceMatrix(
  of: OfDifferences,
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  bytes: number = defaultBytes,
): tf.Tensor2D {
  const [n, d] = a.shape;
  const size = Math.max(1, Math.floor(bytes / Math.max(1, 4 * b.shape[0] * d)));
  const starts = Array.from({ length: Math.max(1, Math.ceil(n / size)) }, (_, k) => k * size);
  const rowsOf = (x: tf.Tensor, from: number): tf.Tensor =>
    starts.length === 1 ? x : tf.slice(x, [from, 0], [Math.min(size, n - from), -1]);
  const differences = (x: tf.Tensor, y: tf.Tensor) => tf.sub(tf.expandDims(x, 1), tf.expandDims(y, 0));
  const matrix = withGradient(
    (x: tf.Tensor2D, y: tf.Tensor2D) => tf.concat(starts.map((from) => of.value(differences(rowsOf(x, from), y)))),
    (dy, value, x, y) => {
      const slopes = starts.map((from) => {
        const slope = of.slope(differences(rowsOf(x, from), y), rowsOf(value, from));
        const weighted = tf.mul(tf.expandDims(rowsOf(dy, from), -1), slope);
        return [tf.sum(weighted, 1), tf.sum(weighted, 0)] as const;
      });
      return [tf.concat(slopes.map(([dx]) => dx)), tf.neg(tf.addN(slopes.map(([, at]) => at)))];
    },
  );
  return matrix(a, b) as tf.Tensor2D;
}
