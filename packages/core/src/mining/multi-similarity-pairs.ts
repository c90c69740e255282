import * as tf from '@tensorflow/tfjs';
import { checkInRange } from '../check.ts';
import { farthest, nearest } from './extreme.ts';
import type { PairMiner } from './miner.ts';
import { pairMiner } from './pair-miner.ts';

/**
 * For each anchor the same pairs that are farther than its nearest negative less `epsilon`, and the different pairs that
 * are nearer than its farthest positive plus `epsilon`.
 *
 * An anchor without a positive or without a negative has no pairs.
 *
 * Reference: Wang et al. 2019, "Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning", equations 11
 * and 12.
 *
 * @param o.epsilon 0.1 unless given
 * @throws RangeError if epsilon is negative or not finite
 */
export function multiSimilarityPairs(o: { epsilon?: number } = {}): PairMiner {
  const { epsilon = 0.1 } = o;
  checkInRange(epsilon, 0, Number.MAX_VALUE, 'multiSimilarityPairs: epsilon');
  return pairMiner('multiSimilarityPairs', ({ far, positive, negative }) => {
    const hardNegative = tf.expandDims(nearest(far, negative), 1);
    const hardPositive = tf.expandDims(farthest(far, positive), 1);
    const isFar = tf.cast(tf.greater(tf.add(far, epsilon), hardNegative), 'float32');
    const isNear = tf.cast(tf.less(tf.sub(far, epsilon), hardPositive), 'float32');
    return tf.add(tf.mul(positive, isFar), tf.mul(negative, isNear));
  });
}
