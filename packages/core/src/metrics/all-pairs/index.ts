export { allPairs, allPairsCurve } from './all-pairs.ts';
export type { AllPairs, AllPairsOptions } from './all-pairs.ts';
export type { ScoreBlock, ScoreBlocks } from './score-block.ts';
