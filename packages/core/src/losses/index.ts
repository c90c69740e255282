export { binaryCrossEntropy } from './binary-cross-entropy.ts';
export { contrastive } from './contrastive.ts';
export type {
  BatchLoss,
  LogitLoss,
  LossParts,
  MatchLoss,
  MatchOptions,
  PairLoss,
  ScoreLoss,
  TripletLoss,
} from './loss.ts';
export { mean, meanNonZero, type Reduction, sum } from './reductions.ts';
export { supervisedContrastive } from './supervised-contrastive.ts';
export { triplet } from './triplet.ts';
