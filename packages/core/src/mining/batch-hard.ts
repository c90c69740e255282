import * as tf from '@tensorflow/tfjs';
import { rowCounts } from '../masks.ts';
import { farthest, nearest } from './extreme.ts';
import type { Miner } from './miner.ts';
import { tripletMiner } from './triplet-miner.ts';

/**
 * For each item the farthest of its own class and the nearest of another: n triplets.
 *
 * An item without either does not count. Ties share the gradient. Early in training it can collapse everything to one
 * point; `semiHard` or `triplet({ margin: 'soft' })` is the cure.
 *
 * Reference: Hermans et al. 2017, "In Defense of the Triplet Loss for Person Re-Identification".
 *
 * @throws TypeError if the distances are not n x n for n labels
 */
export function batchHard(): Miner {
  return tripletMiner('batchHard', ({ n, m, far, positive, negative, restore }) => {
    const negatives = rowCounts(negative, n);
    const counts = rowCounts(positive, n).map((count, i) => Math.sign(count * negatives[i]!));
    const weights = tf.tensor1d(counts);
    const hardPositive = farthest(far, tf.tensor2d(positive, [n, m]));
    const hardNegative = nearest(far, tf.tensor2d(negative, [n, m]));
    return {
      positive: restore(tf.mul(hardPositive, weights)) as tf.Tensor1D,
      negative: restore(tf.mul(hardNegative, weights)) as tf.Tensor1D,
      weights,
    };
  });
}
