export { type BackendLoaders, onEachBackend } from './backends.ts';
export { type BatchesLike, testBatches } from './contracts/batches.ts';
export { type DistanceLike, testDistance } from './contracts/distance.ts';
export { type EncoderLike, testEncoder } from './contracts/encoder.ts';
export {
  type BatchLossLike,
  type LogitLossLike,
  type PairLossLike,
  testBatchLoss,
  testPairLoss,
  testTripletLoss,
  type TripletLossLike,
} from './contracts/losses.ts';
export { type MatchLossLike, testMatchLoss } from './contracts/match-loss.ts';
export { type MinerLike, testMiner } from './contracts/miner.ts';
export { type PairMinerLike, testPairMiner } from './contracts/pair-miner.ts';
export { type IndexLike, testIndex } from './contracts/search-index.ts';
export { type ScoreLossLike, testScoreLoss } from './contracts/score-loss.ts';
export { differencesOf, expectGradient, gradientOf, type ScalarOf } from './finite-differences.ts';
export { fuzz, type Fuzzed } from './fuzz.ts';
export { mutated, type RandomLike } from './mutated.ts';
export { type FullDiskRun, onFullDisk } from './on-full-disk.ts';
export { kernelsOf, valuesOf } from './read.ts';
export { codeBlocksOf, type ExampleRun, runExample } from './run-example.ts';
export { put, temporaryFolder } from './temporary-folder.ts';
