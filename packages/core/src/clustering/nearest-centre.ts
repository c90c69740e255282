import * as tf from '@tensorflow/tfjs';
import type { Embeddings } from '../knn/index.ts';

/** Values of a block of products, so that it stays in the cache. */
const blockValues = 2 ** 21;

/**
 * Each row's nearest centre, the first among equals, and its squared distance to it: `|x|^2 - max_c (2 x.c - |c|^2)`. The
 * largest comes with its place from one `topk`, five times as fast on `onnx` as asking for each.
 */
export async function nearestCentre(
  rows: tf.Tensor2D,
  { values, rows: count, dimensions }: Embeddings,
): Promise<{ of: Int32Array; distances: Float32Array }> {
  const of = new Int32Array(rows.shape[0]);
  const distances = new Float32Array(rows.shape[0]);
  const height = Math.max(1, Math.floor(blockValues / count));
  const [doubled, squares] = tf.tidy(() => {
    const all = tf.tensor2d(values, [count, dimensions]);
    return [tf.mul(all, 2), tf.reshape(tf.sum(tf.square(all), 1), [1, count])];
  });
  try {
    for (let from = 0; from < rows.shape[0]; from += height) {
      const size = Math.min(height, rows.shape[0] - from);
      const [which, apart] = tf.tidy(() => {
        const block = tf.slice2d(rows, [from, 0], [size, dimensions]);
        const nearness = tf.sub(tf.matMul(block, doubled!, false, true), squares!);
        const best = tf.topk(nearness, 1);
        // rounding may take what is 0 below it
        return [best.indices, tf.relu(tf.sub(tf.sum(tf.square(block), 1, true), best.values))];
      });
      of.set((await which!.data()) as Int32Array, from);
      distances.set((await apart!.data()) as Float32Array, from);
      tf.dispose([which!, apart!]);
    }
  } finally {
    tf.dispose([doubled!, squares!]);
  }
  return { of, distances };
}
