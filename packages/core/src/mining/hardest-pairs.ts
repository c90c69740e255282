import * as tf from '@tensorflow/tfjs';
import { checkInRange } from '../check.ts';
import { kthLargest } from './kth-largest.ts';
import type { PairMiner } from './miner.ts';
import { pairMiner } from './pair-miner.ts';

/**
 * A share of the pairs, the hardest: of the same pairs the farthest, of the different ones the nearest.
 *
 * As many as `ceil(share count)` of each kind; pairs that tie with the last one count too.
 *
 * Reference: Yuan et al. 2017, "Hard-Aware Deeply Cascaded Embedding"; `HDCMiner` of PyTorch Metric Learning.
 *
 * @param o.share above 0 to 1, 0.5 unless given
 * @throws RangeError if share is out of range
 */
export function hardestPairs(o: { share?: number } = {}): PairMiner {
  const { share = 0.5 } = o;
  checkInRange(share, Number.MIN_VALUE, 1, 'hardestPairs: share');
  return pairMiner('hardestPairs', ({ far, positive, negative, same, different }) => {
    const apart = tf.greaterEqual(far, kthLargest(far, positive, Math.ceil(share * same)));
    const near = tf.neg(far) as tf.Tensor2D;
    const close = tf.greaterEqual(near, kthLargest(near, negative, Math.ceil(share * different)));
    return tf.add(tf.mul(positive, tf.cast(apart, 'float32')), tf.mul(negative, tf.cast(close, 'float32')));
  });
}
