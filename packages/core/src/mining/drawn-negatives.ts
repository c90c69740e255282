import * as tf from '@tensorflow/tfjs';
import type { Random } from '../random.ts';
import { chosen, placesIn } from './chosen.ts';
import { chances, drawColumns } from './draw-columns.ts';
import type { Mined } from './miner.ts';
import type { MiningBatch } from './mining-batch.ts';

/**
 * For each anchor and positive a negative that is drawn: n x m triplets, of which those of a weight count.
 *
 * @param weights which of them there are, `[n, m]`
 * @param odds how likely each item is to be drawn, along the last axis, from the distances and the data
 * @param data what else the odds depend on
 */
export function drawnNegatives(
  { n, m, far, restore }: MiningBatch,
  random: Random,
  weights: tf.Tensor,
  odds: (far: tf.Tensor2D, data: tf.Tensor) => tf.Tensor,
  data: tf.Tensor,
): Mined {
  const drawn = chosen(
    far,
    (x, more, chance) => placesIn(drawColumns(odds(x, more!), chance!), m),
    data,
    chances(n, m, random),
  );
  const flat = (values: tf.Tensor): tf.Tensor1D => tf.reshape(values, [n * m]);
  return {
    positive: flat(restore(tf.mul(far, weights))),
    negative: flat(restore(tf.mul(drawn, weights))),
    weights: flat(weights),
  };
}
