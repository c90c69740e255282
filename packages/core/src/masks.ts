import * as tf from '@tensorflow/tfjs';

/**
 * Masks are made on the host and enter a computation as data: whatever the labels are, the operations stay the same, so a
 * lazy backend keeps one graph.
 */

/** 1 where same is true, else 0; `[n]`. */
export function sameMask(same: readonly boolean[]): tf.Tensor1D {
  return tf.tensor1d(Float32Array.from(same, Number));
}

/** For n labels the n x n relations, row by row, 1 or 0. */
export type LabelMasks = {
  /** i and j carry one label and are not one item. */
  readonly positive: Float32Array;
  /** i and j carry different labels. */
  readonly negative: Float32Array;
};

/** Which items of a batch belong together, as plain arrays. */
export function labelMasks(labels: readonly string[]): LabelMasks {
  const n = labels.length;
  const positive = new Float32Array(n * n);
  const negative = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (labels[i] !== labels[j]) negative[i * n + j] = 1;
      else if (i !== j) positive[i * n + j] = 1;
    }
  }
  return { positive, negative };
}

/** The number of ones in each row of an n x n mask. */
export function rowCounts(mask: Float32Array, n: number): Float32Array {
  const counts = new Float32Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) counts[i]! += mask[i * n + j]!;
  return counts;
}
