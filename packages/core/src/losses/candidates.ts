import * as tf from '@tensorflow/tfjs';
import { classIds } from '../masks.ts';

/** The rows of b and below them the hard negatives, if any: `[n + m, d]`. */
export function candidatesOf(b: tf.Tensor2D, negatives: tf.Tensor2D | undefined): tf.Tensor2D {
  return negatives === undefined ? b : tf.concat([b, negatives]);
}

const places = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const column = (values: Int32Array): tf.Tensor2D => tf.tensor2d(values, [values.length, 1], 'int32');
const row = (values: Int32Array): tf.Tensor2D => tf.tensor2d(values, [1, values.length], 'int32');

/** Which candidate is a row's match: row i's is candidate i; `[n, width]` booleans. */
export function matchMask(n: number, width: number): tf.Tensor2D {
  return tf.equal(column(places(n)), row(places(width)));
}

/** What each of n rows may be compared with: its own match and everything not of its class; `[n, width]` booleans. */
export function candidateMask(labels: readonly string[], width: number): tf.Tensor2D {
  const ids = classIds(labels);
  const padded = Int32Array.from({ length: width }, (_, j) => ids[j] ?? -1);
  return tf.logicalOr(tf.notEqual(column(ids), row(padded)), matchMask(labels.length, width));
}
