import * as tf from '@tensorflow/tfjs';
import { checkFinite } from '../check.ts';
import type { PairMiner } from './miner.ts';
import { pairMiner } from './pair-miner.ts';

/**
 * Same pairs that are farther apart than `same`, and different pairs that are nearer than `different`.
 *
 * Both limits are values of the loss's own distance: with a similarity, same pairs below `same` and different pairs above
 * `different` count. Exactly at a limit a pair does not count.
 *
 * Reference: `PairMarginMiner` of PyTorch Metric Learning.
 *
 * @param o.same 0.2 unless given
 * @param o.different 0.8 unless given
 * @throws RangeError if a limit is not finite
 */
export function marginPairs(o: { same?: number; different?: number } = {}): PairMiner {
  const { same = 0.2, different = 0.8 } = o;
  checkFinite(same, 'marginPairs: same');
  checkFinite(different, 'marginPairs: different');
  return pairMiner('marginPairs', ({ far, positive, negative, distance }) => {
    const sign = distance.nearer === 'smaller' ? 1 : -1;
    const apart = tf.cast(tf.greater(far, sign * same), 'float32');
    const near = tf.cast(tf.less(far, sign * different), 'float32');
    return tf.add(tf.mul(positive, apart), tf.mul(negative, near));
  });
}
