import * as tf from '@tensorflow/tfjs';
import { checkFinite } from '../check.ts';
import { type Distance, withoutGradient } from '../distances/index.ts';
import { everyTriplet } from './every-triplet.ts';
import type { Miner } from './miner.ts';
import { checkSquare } from './mining-batch.ts';
import { squaresOf } from './squared-distances.ts';
import { tripletMiner } from './triplet-miner.ts';

/**
 * Every triplet whose negative sees anchor and positive under a wide angle: `atan(|a - p| / (2 |n - c|)) > angle`, where c
 * is the middle of a and p; n x n x n, of which those count.
 *
 * A wide angle means that the negative is near for the size of its class. `|n - c|` follows from the three distances
 * (Apollonius): `|n - c|^2 = (|n - a|^2 + |n - p|^2) / 2 - |a - p|^2 / 4`. A negative exactly in the middle counts, unless
 * a = p.
 *
 * Reference: Wang et al. 2017, "Deep Metric Learning with Angular Loss"; `AngularMiner` of PyTorch Metric Learning.
 *
 * @param o.angle in degrees, 20 unless given
 * @throws RangeError unless angle is from 0 to below 90; where it mines, TypeError unless the distance is euclidean,
 *   squaredEuclidean or, of unit vectors, cosine
 */
export function angularTriplets(o: { angle?: number } = {}): Miner {
  const { angle = 20 } = o;
  checkFinite(angle, 'angularTriplets: angle');
  if (angle < 0 || angle >= 90) throw new RangeError(`angularTriplets: angle must be from 0 to below 90, got ${angle}`);
  const limit = (2 * Math.tan((angle * Math.PI) / 180)) ** 2;
  const wide = (distance: Distance) =>
    withoutGradient((distances: tf.Tensor2D): tf.Tensor => {
      const n = distances.shape[0];
      const squared = squaresOf(distance, 'angularTriplets').squared(distances);
      const positive = tf.reshape(squared, [n, n, 1]);
      const both = tf.add(tf.reshape(squared, [n, 1, n]), tf.reshape(squared, [1, n, n]));
      const middle = tf.relu(tf.sub(tf.mul(both, 0.5), tf.mul(positive, 0.25)));
      return tf.cast(tf.greater(positive, tf.mul(middle, limit)), 'float32');
    });
  return tripletMiner('angularTriplets', (batch) => {
    checkSquare(batch, 'angularTriplets');
    return everyTriplet(batch, wide(batch.distance)(batch.restore(batch.far) as tf.Tensor2D));
  });
}
