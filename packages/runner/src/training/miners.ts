import {
  batchAll,
  batchEasyHard,
  batchHard,
  distanceWeighted,
  everyPair,
  hardestPairs,
  marginPairs,
  type Miner,
  multiSimilarityPairs,
  type PairMiner,
  randomHard,
  semiHard,
} from '@siamese/core';
import type { MinerName } from './names.ts';

/** What can pick triplets, or pairs, from a batch of groups. */
export const miners: Readonly<Record<Exclude<MinerName, 'none'>, (o: { dimensions: number }) => Miner | PairMiner>> = {
  'batch-hard': () => batchHard(),
  'semi-hard': () => semiHard(),
  'batch-all': () => batchAll(),
  'batch-easy-hard': () => batchEasyHard(),
  'random-hard': () => randomHard(),
  'distance-weighted': ({ dimensions }) => distanceWeighted({ dimensions }),
  'every-pair': () => everyPair(),
  'hardest-pairs': () => hardestPairs(),
  'margin-pairs': () => marginPairs(),
  'multi-similarity-pairs': () => multiSimilarityPairs(),
};
