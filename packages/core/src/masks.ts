import * as tf from '@tensorflow/tfjs';

/**
 * Masks are made on the host and enter a computation as data: whatever the labels are, the operations stay the same, so a
 * lazy backend keeps one graph.
 */

/** 1 where same is true, else 0; `[n]`. */
export function sameMask(same: readonly boolean[]): tf.Tensor1D {
  return tf.tensor1d(Float32Array.from(same, Number));
}

/** For n items among all m the n x m relations, row by row, 1 or 0. */
export type LabelMasks = {
  /** i and j carry one label and are not one item. */
  readonly positive: Float32Array;
  /** i and j carry different labels. */
  readonly negative: Float32Array;
};

/** Which items belong together, as plain arrays: the first n of the labels (all unless given) with all of them. */
export function labelMasks(labels: readonly string[], n = labels.length): LabelMasks {
  const m = labels.length;
  const positive = new Float32Array(n * m);
  const negative = new Float32Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      if (labels[i] !== labels[j]) negative[i * m + j] = 1;
      else if (i !== j) positive[i * m + j] = 1;
    }
  }
  return { positive, negative };
}

/** The number of ones in each of the n rows of a mask. */
export function rowCounts(mask: Float32Array, n: number): Float32Array {
  const counts = new Float32Array(n);
  const m = mask.length / n;
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) counts[i]! += mask[i * m + j]!;
  return counts;
}

/** The label of the anchor of each of `count` pairs or triplets: those of n anchors one after the other, as many of each. */
export function anchorLabels(labels: readonly string[], n: number, count: number): string[] {
  const each = count / n;
  return Array.from({ length: count }, (_, at) => labels[Math.floor(at / each)]!);
}

/** What the items of a batch are to each other, `[n, n]` booleans. */
export type LabelRelations = {
  /** i and j carry one label and are not one item. */
  readonly positive: tf.Tensor2D;
  /** i and j carry different labels. */
  readonly negative: tf.Tensor2D;
  /** i and j are not one item. */
  readonly other: tf.Tensor2D;
};

/** The same as `labelMasks`, worked out where the computation runs: only the n labels and positions are handed over. */
export function labelRelations(labels: readonly string[]): LabelRelations {
  const classes = classIds(labels);
  const places = Int32Array.from(labels, (_, i) => i);
  const same = tf.equal(column(classes), row(classes)) as tf.Tensor2D;
  const other = tf.notEqual(column(places), row(places)) as tf.Tensor2D;
  return { positive: tf.logicalAnd(same, other), negative: tf.logicalNot(same), other };
}

/** A number for each label, equal where the labels are. */
export function classIds(labels: readonly string[]): Int32Array {
  const ids = new Map<string, number>();
  return Int32Array.from(labels, (label) => {
    if (!ids.has(label)) ids.set(label, ids.size);
    return ids.get(label)!;
  });
}

const column = (values: Int32Array): tf.Tensor2D => tf.tensor2d(values, [values.length, 1], 'int32');
const row = (values: Int32Array): tf.Tensor2D => tf.tensor2d(values, [1, values.length], 'int32');

/** For each item how many items carry its label, itself included. */
export function classSizes(labels: readonly string[]): Int32Array {
  const sizes = new Map<string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return Int32Array.from(labels, (label) => sizes.get(label)!);
}

/** Which items have another of their label. */
export function haveOthers(labels: readonly string[]): boolean[] {
  return Array.from(classSizes(labels), (size) => size > 1);
}
