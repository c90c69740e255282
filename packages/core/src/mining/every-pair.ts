import * as tf from '@tensorflow/tfjs';
import type { PairMiner } from './miner.ts';
import { pairMiner } from './pair-miner.ts';

/**
 * Every pair of the batch, each in both orders.
 *
 * Different pairs are many more than same ones: `balanced(everyPair())` gives both kinds one weight in sum.
 *
 * @throws TypeError if the distances are not n x n for n labels
 */
export function everyPair(): PairMiner {
  return pairMiner('everyPair', ({ positive, negative }) => tf.add(positive, negative));
}
