import * as tf from '@tensorflow/tfjs';
import type { Mined, Miner } from './miner.ts';
import { miningBatch } from './mining-batch.ts';

/**
 * Every triplet of the batch: n x n x n, of which those of anchor, positive and negative count.
 *
 * Most of them soon cost nothing: reduce with `meanNonZero`.
 *
 * Reference: Hermans et al. 2017, "In Defense of the Triplet Loss for Person Re-Identification".
 *
 * @throws TypeError if the distances are not n x n for n labels
 */
export function batchAll(): Miner {
  const mine = (...[distances, labels, distance]: Parameters<Miner>): Mined =>
    tf.tidy(() => {
      const { n, positive, negative } = miningBatch(distances, labels, distance, 'batchAll');
      const isPositive = tf.tensor3d(positive, [n, n, 1]);
      const isNegative = tf.tensor3d(negative, [n, 1, n]);
      const weights = tf.mul(isPositive, isNegative);
      const flat = (values: tf.Tensor) => tf.reshape(tf.mul(values, weights), [n ** 3]) as tf.Tensor1D;
      return {
        positive: flat(tf.reshape(distances, [n, n, 1])),
        negative: flat(tf.reshape(distances, [n, 1, n])),
        weights: tf.reshape(weights, [n ** 3]) as tf.Tensor1D,
      };
    });
  return Object.defineProperty(mine, 'name', { value: 'batchAll' });
}
