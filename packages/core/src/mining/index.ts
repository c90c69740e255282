export { balanced } from './balanced.ts';
export { batchAll } from './batch-all.ts';
export { batchHard } from './batch-hard.ts';
export { everyPair } from './every-pair.ts';
export { marginPairs } from './margin-pairs.ts';
export type { Mined, Miner, PairMiner } from './miner.ts';
export { multiSimilarityPairs } from './multi-similarity-pairs.ts';
export { semiHard } from './semi-hard.ts';
