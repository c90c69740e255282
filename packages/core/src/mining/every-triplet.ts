import * as tf from '@tensorflow/tfjs';
import type { Mined } from './miner.ts';
import type { MiningBatch } from './mining-batch.ts';

/** All n x n x n triplets of a batch, of which those of anchor, positive and negative count, and that `keep` keeps. */
export function everyTriplet({ n, m, far, positive, negative, restore }: MiningBatch, keep?: tf.Tensor): Mined {
  const all = tf.mul(tf.tensor3d(positive, [n, m, 1]), tf.tensor3d(negative, [n, 1, m]));
  const weights = keep === undefined ? all : tf.mul(all, keep);
  const flat = (values: tf.Tensor) => tf.reshape(tf.mul(values, weights), [n * m ** 2]);
  return {
    positive: restore(flat(tf.reshape(far, [n, m, 1]))) as tf.Tensor1D,
    negative: restore(flat(tf.reshape(far, [n, 1, m]))) as tf.Tensor1D,
    weights: tf.reshape(weights, [n * m ** 2]),
  };
}
