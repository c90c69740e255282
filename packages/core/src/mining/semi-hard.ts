import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../distances/index.ts';
import { rowCounts } from '../masks.ts';
import { farthest, nearest } from './extreme.ts';
import type { Miner } from './miner.ts';
import { tripletMiner } from './triplet-miner.ts';

/** `[i, j, k]`: 1 where k is farther from i than j is. */
const farther = withoutGradient((far: tf.Tensor2D): tf.Tensor => {
  const [n, m] = far.shape;
  return tf.cast(tf.greater(tf.reshape(far, [n, 1, m]), tf.reshape(far, [n, m, 1])), 'float32');
});

/**
 * For each anchor and positive the nearest negative that is farther than the positive, or the farthest negative where
 * none is: n x n triplets, of which the pairs of one class count.
 *
 * Needs n x n x n values at once.
 *
 * Reference: Schroff et al. 2015, "FaceNet".
 *
 * @throws TypeError if the distances are not n x n for n labels
 */
export function semiHard(): Miner {
  return tripletMiner('semiHard', ({ n, m, far, positive, negative, restore }) => {
    const negatives = rowCounts(negative, n);
    const counts = positive.map((one, at) => one * Math.sign(negatives[Math.floor(at / m)]!));
    const weights = tf.tensor1d(counts);
    const anchorNegative = tf.reshape(far, [n, 1, m]);
    const isNegative = tf.tensor3d(negative, [n, 1, m]);
    const isFarther = farther(far);
    const candidates = tf.mul(isFarther, isNegative);
    const found = tf.max(candidates, -1);
    const semi = nearest(anchorNegative, candidates);
    const easiest = tf.reshape(farthest(far, tf.tensor2d(negative, [n, m])), [n, 1]);
    const chosen = tf.add(tf.mul(semi, found), tf.mul(easiest, tf.sub(1, found)));
    return {
      positive: restore(tf.mul(tf.reshape(far, [n * m]), weights)) as tf.Tensor1D,
      negative: restore(tf.mul(tf.reshape(chosen, [n * m]), weights)) as tf.Tensor1D,
      weights,
    };
  });
}
