import type { CurveFigures, Figure, VerificationCurve } from '../../metrics/index.ts';

/** What `evaluate` measures: rates from 0 to 1, each with its 95 % interval. What a set is too small for is left out. */
export type Evaluation = {
  /** Equal error rate over all pairs. */
  readonly eer: Figure;
  /** Area under the ROC curve over all pairs. */
  readonly auc: Figure;
  /** Smallest normalised detection cost at a prior of 0.05. */
  readonly minDcf: Figure;
  /** Over all pairs: what telling apart costs, in bits, if scores were calibrated as well as they can be (0 to 1). */
  readonly minCllr: Figure;
  /** Over all pairs: the area under the precision-recall curve; chance is the share of same pairs. */
  readonly averagePrecision: Figure;
  /** The share of same pairs missed where 1 in 1,000 different ones is called same; from 30,000 different pairs on. */
  readonly fnmrAtFmr?: Figure;
  /** Of a head: what its probabilities cost as they are, in bits; far above `minCllr` they are not to be trusted. */
  readonly cllr?: Figure;
  /** At the calibrated threshold: the mean of the shares of same and of different pairs decided rightly. */
  readonly accuracy?: Figure;
  /** At the calibrated threshold: the share of different pairs called same. */
  readonly falseMatchRate?: Figure;
  /** At the calibrated threshold: the share of same pairs called different. */
  readonly falseNonMatchRate?: Figure;
  /** How often an item's nearest other item is of its class. */
  readonly recallAt1?: Figure;
  /** How often one of an item's 5 nearest other items is of its class. */
  readonly recallAt5?: Figure;
  /** How often one of an item's 10 nearest other items is of its class. */
  readonly recallAt10?: Figure;
  /** The mean of 1 over the rank of the nearest other item of the class. */
  readonly meanReciprocalRank?: Figure;
  /** The mean share of the R nearest that are of the class, R being how many others it has. */
  readonly rPrecision?: Figure;
  /** Mean average precision at R (Musgrave 2020). */
  readonly mapAtR?: Figure;
  /** How often a query of an enrolled class is named rightly where the share `far` of these very strangers is let in. */
  readonly identifiedAtFar?: Figure;
  /** How often a query of an enrolled class is named rightly at the threshold chosen on the calibration classes. */
  readonly identified?: Figure;
  /** How many strangers are let in at the threshold chosen on the calibration classes. */
  readonly strangersLetIn?: Figure;
  /** How often the best score of a query of an enrolled class is above that of a stranger. */
  readonly strangerAuroc?: Figure;
  /** The area under the share named rightly over the share of strangers let in (OSCR). */
  readonly oscr?: Figure;
  /** How often the vote of the k nearest of the support set is right. */
  readonly knn?: Figure;
  /** `oneShot5`, `oneShot20`: how often the most alike of 5 or 20 items of as many classes is of the query's class. */
  readonly [name: `oneShot${number}`]: Figure | undefined;
};

/** The figures and what they were read from. */
export type EvaluationInDetail = {
  readonly figures: Evaluation;
  /** What to know about the intervals. */
  readonly notes: readonly string[];
  /** Error rates at every threshold, for ROC, DET and histograms. */
  readonly curve: VerificationCurve;
  /** The pairs with their bootstrap samples: more figures of them, and `curveDifference` of two models. */
  readonly pairs: CurveFigures;
};

/** How a set is measured. */
export type MeasureOptions = {
  /** Of the trials and of the intervals (0 unless given). */
  readonly seed?: number;
  /** What the intervals draw anew: identities (unless given), or items where the classes are all there are. */
  readonly by?: 'identity' | 'item';
  /** For one-shot: among how many classes (`[5, 20]` unless given). */
  readonly ways?: readonly number[];
  /** For one-shot: how many trials (2,000 unless given). */
  readonly trials?: number;
  /** The share of strangers that may be let in (0.01 unless given). */
  readonly far?: number;
  /** For identification: how many items of a class are enrolled (unless given half of a middling class's, 5 at most). */
  readonly shots?: number;
  /** For knn: how many neighbours vote (5 unless given). */
  readonly k?: number;
  /**
   * Of a larger set (20,000 items unless given) about as many are drawn, by whole identities: all pairs of those are
   * compared, and their searches go through all items. Notes say so.
   */
  readonly bound?: number;
  /** Bytes for a block of scores (128 MiB unless given; for searches as many as the embeddings take, if that is more). */
  readonly budget?: number;
};
