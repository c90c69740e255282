export { angle } from './angle.ts';
export { apart } from './apart.ts';
export { arcFace } from './arc-face.ts';
export { barlowTwins } from './barlow-twins.ts';
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
export { binaryCrossEntropy } from './binary-cross-entropy.ts';
export { circle } from './circle.ts';
export type { ClassOptions } from './class-vectors.ts';
export { contrastive } from './contrastive.ts';
export { cosent } from './cosent.ts';
export { cosFace } from './cos-face.ts';
export { cosineRegression } from './cosine-regression.ts';
export { crossBatchMemory } from './cross-batch-memory.ts';
export { embeddingMse } from './embedding-mse.ts';
export { equalLengths } from './equal-lengths.ts';
export { fastAp } from './fast-ap.ts';
export { ge2e } from './ge2e.ts';
export { histogram } from './histogram.ts';
export { infoNce } from './info-nce.ts';
export { klDistillation } from './kl-distillation.ts';
export { lengthPenalty } from './length-penalty.ts';
export { liftedStructure } from './lifted-structure.ts';
export { linearSoftmax } from './linear-softmax.ts';
export { margin } from './margin.ts';
export { marginMse } from './margin-mse.ts';
export { marginOfTriplets } from './margin-of-triplets.ts';
export type { MarginOptions } from './margin-boundary.ts';
export { matryoshka, type MatryoshkaOptions } from './matryoshka.ts';
export { mean, meanNonZero, type Reduction, sum } from './reductions.ts';
export { megaBatchMargin } from './mega-batch-margin.ts';
export { multiSimilarity } from './multi-similarity.ts';
export { normalizedSoftmax } from './normalized-softmax.ts';
export { nPairs } from './n-pairs.ts';
export { ntXent } from './nt-xent.ts';
export { onlineContrastive } from './online-contrastive.ts';
export { proxyAnchor } from './proxy-anchor.ts';
export { proxyNca } from './proxy-nca.ts';
export { rankedList } from './ranked-list.ts';
export { regularized } from './regularized.ts';
export type { Regularizer } from './regularizer.ts';
export { scoreMse } from './score-mse.ts';
export { siglip } from './siglip.ts';
export { simSiam } from './sim-siam.ts';
export { snrContrastive } from './snr-contrastive.ts';
export { softNearestNeighbours } from './soft-nearest-neighbours.ts';
export { softTriple } from './soft-triple.ts';
export { sphereFace } from './sphere-face.ts';
export { subCentreArcFace } from './sub-centre-arc-face.ts';
export { supervisedContrastive } from './supervised-contrastive.ts';
export { surrogatePrecision } from './surrogate-precision.ts';
export { triplet } from './triplet.ts';
export { vicReg } from './vic-reg.ts';
export { type Weighted, weightedSum } from './weighted-sum.ts';
export { zeroMean } from './zero-mean.ts';
