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
export {
  ami,
  ari,
  bCubed,
  clusteringFigure,
  completeness,
  contingency,
  homogeneity,
  nmi,
  purity,
  silhouette,
  silhouettes,
  vMeasure,
} from './clustering/index.ts';
export type { Contingency } from './clustering/index.ts';
export type { CurveFigures } from './curve-figures.ts';
export { curveDifference } from './curve-difference.ts';
export { decisionsAt } from './decisions.ts';
export type { Decisions } from './decisions.ts';
export { detCurve } from './det.ts';
export { detBand } from './det-band.ts';
export type { DetPoint } from './det-band.ts';
export { eer, eerThreshold } from './equal-error.ts';
export type { Difference } from './difference.ts';
export { f1Of, precisionOf, sensitivityOf } from './f1.ts';
export { dotOfRows, fewShotAccuracy, fewShotProtocols } from './few-shot.ts';
export type { Episodes, FewShotFigure, FewShotOptions, FewShotProtocol, ScoreOfItems } from './few-shot.ts';
export type { Figure } from './figure.ts';
export { fnmrAtFmr } from './fnmr-at-fmr.ts';
export { fprAtTpr } from './fpr-at-tpr.ts';
export { givenPairs } from './given-pairs.ts';
export type { GivenPairsOptions } from './given-pairs.ts';
export { scoreHistogram } from './histogram.ts';
export type { ScoreHistogram } from './histogram.ts';
export { knnAccuracy, supportPerClass } from './knn-accuracy.ts';
export { mccOf } from './mcc.ts';
export { minDcf } from './min-dcf.ts';
export type { DetectionCost } from './min-dcf.ts';
export { normalQuantile } from './normal.ts';
export {
  dirAtFar,
  openSetAt,
  openSetCurve,
  openSetFigure,
  openSetTrial,
  oscr,
  strangerAuroc,
  thresholdForStrangers,
} from './open-set/index.ts';
export type { OpenSetCurve, OpenSetFigureOptions, OpenSetTrial, Searches } from './open-set/index.ts';
export { pairedBootstrap } from './paired-bootstrap.ts';
export { pearson } from './pearson.ts';
export { permutationTest } from './permutation-test.ts';
export { pointAtFalseMatchRate, ratesAt } from './operating-point.ts';
export type { OperatingPoint } from './operating-point.ts';
export {
  averagePrecisionOf,
  cmc,
  cmcBand,
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
export { cohortScores, normalizedScore, normalizedScores } from './score-norm.ts';
export type { CohortScores } from './score-norm.ts';
export { spearman } from './spearman.ts';
export { thinnedCurve } from './thinned.ts';
export { tripletAccuracy } from './triplet-accuracy.ts';
export { verificationCurve } from './verification-curve.ts';
export type { VerificationCurve } from './verification-curve.ts';
export { wilson } from './wilson.ts';
