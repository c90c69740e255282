import * as tf from '@tensorflow/tfjs';
import type { Embeddings } from '../knn/index.ts';

/** Values of a block of products, so that it stays in the cache. */
const blockValues = 2 ** 21;

/** Each row's nearest centre, the first among equals, and its squared distance to it: `|x|^2 + min_c |c|^2 - 2 x.c`. */
export async function nearestCentre(
  rows: tf.Tensor2D,
  { values, rows: count, dimensions }: Embeddings,
): Promise<{ of: Int32Array; distances: Float32Array }> {
  const of = new Int32Array(rows.shape[0]);
  const distances = new Float32Array(rows.shape[0]);
  const height = Math.max(1, Math.floor(blockValues / count));
  const [centres, squares] = tf.tidy(() => {
    const all = tf.tensor2d(values, [count, dimensions]);
    return [tf.mul(all, -2), tf.reshape(tf.sum(tf.square(all), 1), [1, count])];
  });
  try {
    for (let from = 0; from < rows.shape[0]; from += height) {
      const size = Math.min(height, rows.shape[0] - from);
      const [which, least] = tf.tidy(() => {
        const block = tf.slice2d(rows, [from, 0], [size, dimensions]);
        const beyond = tf.add(tf.matMul(block, centres!, false, true), squares!);
        return [tf.argMin(beyond, 1), tf.add(tf.min(beyond, 1), tf.sum(tf.square(block), 1))];
      });
      of.set((await which!.data()) as Int32Array, from);
      distances.set((await least!.data()) as Float32Array, from);
      tf.dispose([which!, least!]);
    }
  } finally {
    tf.dispose([centres!, squares!]);
  }
  // rounding may take what is 0 below it
  return { of, distances: distances.map((distance) => Math.max(0, distance)) };
}
