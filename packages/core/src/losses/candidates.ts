import * as tf from '@tensorflow/tfjs';
import type { MatchOptions } from './loss.ts';

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

/**
 * What each of n rows may be compared with: its own match and everything not of its class; `[n, width]` booleans. Undefined: all.
 *
 * Of the hard negatives those count as of a class that are said to be.
 */
export function candidateMask({ labels, negativeLabels = [] }: MatchOptions, width: number): tf.Tensor2D | undefined {
  if (labels === undefined) return undefined;
  const names = new Map<string | undefined, number>([[undefined, -1]]);
  const ids = Int32Array.from({ length: width }, (_, j) => {
    const name = j < labels.length ? labels[j] : negativeLabels[j - labels.length];
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  });
  const other = tf.notEqual<tf.Tensor2D>(column(ids.slice(0, labels.length)), row(ids));
  return tf.logicalOr<tf.Tensor2D>(other, matchMask(labels.length, width));
}
