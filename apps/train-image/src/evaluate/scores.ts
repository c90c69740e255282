import * as tf from '@tensorflow/tfjs';
import type { Distance, Embeddings } from '@siamese/core';

/** The scores of a distance, row against row: the value itself where larger is nearer, else minus it. */
export function scoreRows(distance: Distance): (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor1D {
  return distance.nearer === 'larger' ? distance.rows : (a, b) => tf.tidy(() => tf.neg(distance.rows(a, b)));
}

/** The scores of a distance, every row against every row. */
export function scoreMatrix(distance: Distance): (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor2D {
  return distance.nearer === 'larger' ? distance.matrix : (a, b) => tf.tidy(() => tf.neg(distance.matrix(a, b)));
}

/** The rows with these numbers, in this order. */
export function rowsOf({ values, dimensions }: Embeddings, rows: readonly number[]): Embeddings {
  const picked = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => picked.set(values.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions));
  return { values: picked, rows: rows.length, dimensions };
}
