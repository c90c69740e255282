export { angle } from './angle.ts';
export { binaryCrossEntropy } from './binary-cross-entropy.ts';
export { circle } from './circle.ts';
export { contrastive } from './contrastive.ts';
export { cosent } from './cosent.ts';
export { cosineRegression } from './cosine-regression.ts';
export { infoNce } from './info-nce.ts';
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
export { margin } from './margin.ts';
export type { MarginOptions } from './margin-boundary.ts';
export { marginOfTriplets } from './margin-of-triplets.ts';
export { multiSimilarity } from './multi-similarity.ts';
export { nPairs } from './n-pairs.ts';
export { ntXent } from './nt-xent.ts';
export { onlineContrastive } from './online-contrastive.ts';
export { mean, meanNonZero, type Reduction, sum } from './reductions.ts';
export { siglip } from './siglip.ts';
export { supervisedContrastive } from './supervised-contrastive.ts';
export { triplet } from './triplet.ts';
