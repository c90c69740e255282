import * as tf from '@tensorflow/tfjs';
import { createRandom, type Random } from '../random.ts';
import type { Mined, Miner } from './miner.ts';
import { type MiningBatch, miningBatch } from './mining-batch.ts';

/** A miner of triplets from its rule: the batch is checked, what is left over is tidied, and it has a name. */
export function tripletMiner(name: string, rule: (batch: MiningBatch, random: Random) => Mined): Miner {
  const mine = (...[distances, labels, distance, random = createRandom(0, name)]: Parameters<Miner>): Mined =>
    tf.tidy(() => rule(miningBatch(distances, labels, distance, name), random));
  return Object.assign(Object.defineProperty(mine, 'name', { value: name }), { kind: 'triplets' as const });
}
