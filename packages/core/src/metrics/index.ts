export { accuracyAt, balancedAccuracyAt, bestAccuracy } from './accuracy.ts';
export { allPairs, allPairsCurve } from './all-pairs/index.ts';
export type { AllPairs, AllPairsOptions, ScoreBlock, ScoreBlocks } from './all-pairs/index.ts';
export { auc } from './auc.ts';
export { averagePrecision } from './average-precision.ts';
export { best } from './best.ts';
export { bootstrap, bootstrapMean, intervalNote } from './bootstrap.ts';
export type { BootstrapOptions, Statistic, Units } from './bootstrap.ts';
export { cllr, fitIsotonic, fitPlatt, logLikelihoodRatio, minCllr, probabilityOfSame } from './calibration/index.ts';
export type { Isotonic, Platt, ScoreCalibration } from './calibration/index.ts';
export type { CurveFigures } from './curve-figures.ts';
export { decisionsAt, f1Of, mccOf, precisionOf, sensitivityOf } from './decisions.ts';
export type { Decisions } from './decisions.ts';
export { detCurve } from './det.ts';
export { eer, eerThreshold } from './equal-error.ts';
export { fnmrAtFmr, fprAtTpr } from './error-rates.ts';
export { dotOfRows, fewShotAccuracy } from './few-shot.ts';
export type { Episodes, FewShotOptions, ScoreOfItems } from './few-shot.ts';
export type { Figure } from './figure.ts';
export { givenPairs } from './given-pairs.ts';
export type { GivenPairsOptions } from './given-pairs.ts';
export { scoreHistogram } from './histogram.ts';
export type { ScoreHistogram } from './histogram.ts';
export { knnAccuracy, supportPerClass } from './knn-accuracy.ts';
export { minDcf } from './min-dcf.ts';
export type { DetectionCost } from './min-dcf.ts';
export { normalQuantile } from './normal.ts';
export { openSetAt, openSetTrial, strangerAuroc, thresholdForStrangers } from './open-set.ts';
export type { OpenSetTrial, Searches } from './open-set.ts';
export { pointAtFalseMatchRate, ratesAt } from './operating-point.ts';
export type { OperatingPoint } from './operating-point.ts';
export {
  averagePrecisionOf,
  cmc,
  mapAt,
  mapAtR,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcg,
  ndcgAt,
  ndcgOf,
  precisionAt,
  recallAt,
  relevantRecallAt,
  retrieval,
  rPrecision,
} from './retrieval/index.ts';
export type { Retrieval, RetrievalFigureOptions, RetrievalOptions, RetrievalWithin } from './retrieval/index.ts';
export { curveDifference, pairedBootstrap, permutationTest } from './significance.ts';
export type { Difference } from './significance.ts';
export { thinnedCurve } from './thinned.ts';
export { verificationCurve } from './verification-curve.ts';
export type { VerificationCurve } from './verification-curve.ts';
export { wilson } from './wilson.ts';
