import * as tf from '@tensorflow/tfjs';
import type { Embeddings } from '../knn/index.ts';

/** Values of a block of products, so that it stays in the cache. */
const blockValues = 2 ** 21;

/** Rows in blocks of a height that suits a number of centres, and the square of each row's length. */
export type BlockedRows = Embeddings & {
  readonly height: number;
  readonly blocks: readonly tf.Tensor2D[];
  readonly squares: Float32Array;
};

/** Hands the rows to the backend, once for all rounds. */
export async function blockedRows(rows: Embeddings, centres: number): Promise<BlockedRows> {
  const { values, dimensions } = rows;
  const height = Math.max(1, Math.min(rows.rows, Math.floor(blockValues / centres)));
  const blocks: tf.Tensor2D[] = [];
  const squares = new Float32Array(rows.rows);
  for (let from = 0; from < rows.rows; from += height) {
    const size = Math.min(height, rows.rows - from);
    const block = tf.tensor2d(values.subarray(from * dimensions, (from + size) * dimensions), [size, dimensions]);
    blocks.push(block);
    const sums = tf.tidy(() => tf.sum(tf.square(block), 1));
    squares.set((await sums.data()) as Float32Array, from);
    sums.dispose();
  }
  return { ...rows, height, blocks, squares };
}
