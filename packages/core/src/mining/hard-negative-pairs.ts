import * as tf from '@tensorflow/tfjs';
import { kthLargest } from './kth-largest.ts';
import type { PairMiner } from './miner.ts';
import { pairMiner } from './pair-miner.ts';

/**
 * Every same pair, and as many different pairs, the nearest ones; pairs that tie with the last one count too.
 *
 * Reference: `HardNegativePairSelector` of siamese-triplet (Bielski 2018).
 */
export function hardNegativePairs(): PairMiner {
  return pairMiner('hardNegativePairs', ({ far, positive, negative, same, different }) => {
    const near = tf.neg(far) as tf.Tensor2D;
    const close = tf.greaterEqual(near, kthLargest(near, negative, Math.min(same, different)));
    return tf.add(positive, tf.mul(negative, tf.cast(close, 'float32')));
  });
}
