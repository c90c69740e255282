import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { withoutGradient } from '../distances/index.ts';
import { drawnNegatives } from './drawn-negatives.ts';
import type { Miner } from './miner.ts';
import { tripletMiner } from './triplet-miner.ts';

/**
 * For each anchor and positive one of the negatives that are not yet farther by `margin`, each equally likely: n x n
 * triplets, of which those count where there is one.
 *
 * Milder than the hardest negative, which is often a wrong label. Needs n x n x n values at once.
 *
 * Reference: `RandomNegativeTripletSelector` of siamese-triplet (Bielski 2018).
 *
 * @param o.margin in the unit of the loss's distance; that of the loss, 1 unless given
 * @throws RangeError if margin is not a positive number
 */
export function randomHard(o: { margin?: number } = {}): Miner {
  const { margin = 1 } = o;
  checkPositive(margin, 'randomHard: margin');
  /** `[i, j, k]`: 1 where k is a negative of i that is not yet farther than j by the margin. */
  const candidates = (far: tf.Tensor2D, isNegative: tf.Tensor): tf.Tensor => {
    const [n, m] = far.shape;
    const gap = tf.sub(tf.reshape(far, [n, 1, m]), tf.reshape(far, [n, m, 1]));
    return tf.mul(tf.cast(tf.less(gap, margin), 'float32'), isNegative);
  };
  const found = withoutGradient((far: tf.Tensor2D, isPositive: tf.Tensor, isNegative: tf.Tensor): tf.Tensor =>
    tf.mul(tf.max(candidates(far, isNegative), -1), isPositive),
  );
  return tripletMiner('randomHard', (batch, random) => {
    const { n, m, far, positive, negative } = batch;
    const isNegative = tf.tensor3d(negative, [n, 1, m]);
    const weights = found(far, tf.tensor2d(positive, [n, m]), isNegative);
    return drawnNegatives(batch, random, weights, candidates, isNegative);
  });
}
