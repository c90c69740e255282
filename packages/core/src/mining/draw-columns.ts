import * as tf from '@tensorflow/tfjs';
import type { Random } from '../random.ts';

/** Below 1 by enough that a product with a sum stays below that sum, in 32 bits. */
const belowOne = 1 - 2 ** -20;

/** Numbers in `[0, 1)` for `drawColumns`, `[n, m, 1]`. */
export function chances(n: number, m: number, random: Random): tf.Tensor3D {
  return tf.tensor3d(
    Float32Array.from({ length: n * m }, () => random.float() * belowOne),
    [n, m, 1],
  );
}

/**
 * A column for each of `chances`, with odds in proportion to the weights along the last axis: `[..., n]` and `[..., 1]` give
 * `[...]`, float. Where all weights are 0, n - 1.
 *
 * By the inverse of the running sum: how many sums are at most `chance total`.
 */
export function drawColumns(weights: tf.Tensor, chance: tf.Tensor): tf.Tensor {
  const n = weights.shape.at(-1)!;
  const sums = tf.cumsum(weights, weights.rank - 1);
  const total = tf.slice(sums, [...weights.shape.slice(0, -1).map(() => 0), n - 1], [...weights.shape.slice(0, -1), 1]);
  const passed = tf.sum(tf.cast(tf.lessEqual(sums, tf.mul(total, chance)), 'float32'), -1);
  return tf.minimum(passed, n - 1);
}
