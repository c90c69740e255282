import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../distances/index.ts';
import { labelMasks } from '../masks.ts';
import type { PairMiner } from './miner.ts';

/** Weights brought to a sum of 1 in the part of the mask, 0 where nothing there counts. */
const share = withoutGradient((weights: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor => {
  const part = tf.mul(weights, mask);
  return tf.divNoNan(part, tf.sum(part));
});

/**
 * A miner of pairs whose same pairs weigh as much in sum as its different ones: 1 each, or 0 where there are none.
 *
 * In a batch of groups a same pair is rare; without this a mean is mostly about different pairs.
 */
export function balanced(miner: PairMiner): PairMiner {
  const mine = (...[distances, labels, distance, random]: Parameters<PairMiner>): tf.Tensor2D =>
    tf.tidy(() => {
      const weights = miner(distances, labels, distance, random);
      const { positive, negative } = labelMasks(labels, distances.shape[0]);
      const mask = (values: Float32Array) => tf.tensor2d(values, distances.shape);
      return tf.add(share(weights, mask(positive)), share(weights, mask(negative)));
    });
  const name = `balanced ${miner.name}`;
  return Object.assign(Object.defineProperty(mine, 'name', { value: name }), { kind: 'pairs' as const });
}
