import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositiveInteger } from '../check.ts';
import { withoutGradient } from '../distances/index.ts';
import { drawnNegatives } from './drawn-negatives.ts';
import type { Miner } from './miner.ts';
import { negativeWeights } from './negative-weights.ts';
import { squaresOf } from './squared-distances.ts';
import { tripletMiner } from './triplet-miner.ts';

/**
 * For each anchor and positive a negative that is drawn so that all distances come up alike: with odds of `1 / q(D)`, where
 * `q(D)` is how often two random points of the sphere are D apart; n x n triplets, of which those count where there is one.
 *
 * Uniformly drawn negatives are nearly all sqrt(2) away and teach nothing, the nearest ones are noise. Embeddings have to be
 * unit vectors (`normalize: true`). Negatives nearer than `cutoff` count as that near; those at `limit` or beyond are not
 * drawn. Needs n x n x n values at once.
 *
 * Reference: Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", section 4.
 *
 * @param o.dimensions the length of an embedding
 * @param o.cutoff 0.5 unless given
 * @param o.limit 1.4 unless given
 * @throws RangeError unless dimensions is at least 2 and `0 < cutoff < limit <= 2`; where it mines, TypeError unless the
 *   distance is euclidean, squaredEuclidean or cosine
 */
export function distanceWeighted(o: { dimensions: number; cutoff?: number; limit?: number }): Miner {
  const { dimensions, cutoff = 0.5, limit = 1.4 } = o;
  checkPositiveInteger(dimensions, 'distanceWeighted: dimensions');
  checkInRange(dimensions, 2, Infinity, 'distanceWeighted: dimensions');
  checkInRange(cutoff, 1e-3, 2, 'distanceWeighted: cutoff');
  checkInRange(limit, cutoff, 2, 'distanceWeighted: limit');
  return tripletMiner('distanceWeighted', (batch, random) => {
    const { n, m, far, positive, negative, restore, distance } = batch;
    const { squared } = squaresOf(distance, 'distanceWeighted');
    const odds = (x: tf.Tensor2D, mask: tf.Tensor): tf.Tensor =>
      negativeWeights(squared(restore(x)), mask, { dimensions, cutoff, limit });
    const isNegative = tf.tensor2d(negative, [n, m]);
    const found = withoutGradient((x: tf.Tensor2D, mask: tf.Tensor, isPositive: tf.Tensor): tf.Tensor =>
      tf.mul(tf.cast(tf.greater(tf.sum(odds(x, mask), 1, true), 0), 'float32'), isPositive),
    );
    const weights = found(far, isNegative, tf.tensor2d(positive, [n, m]));
    return drawnNegatives(batch, random, weights, (x, mask) => tf.reshape(odds(x, mask), [n, 1, m]), isNegative);
  });
}
