import type { Evaluation } from '@siamese/core';

/** What a figure is called, and how a person reads it: a rate in per cent, or a number as it is. */
export type FigureName = {
  readonly name: string;
  readonly better: 'smaller' | 'larger';
  readonly unit: 'rate' | 'number';
};

const smaller = (name: string, unit: FigureName['unit'] = 'rate'): FigureName => ({ name, better: 'smaller', unit });
const larger = (name: string): FigureName => ({ name, better: 'larger', unit: 'rate' });

/** Every figure that `evaluate` of core measures, in the order in which they are shown. */
export const figureNames = {
  eer: smaller('equal error rate'),
  auc: larger('area under the ROC curve'),
  accuracy: larger('accuracy at the threshold'),
  falseMatchRate: smaller('different called same'),
  falseNonMatchRate: smaller('same called different'),
  fnmrAtFmr: smaller('missed where 1 in 1,000 different is let in'),
  averagePrecision: larger('average precision of pairs'),
  minDcf: smaller('detection cost (prior 0.05)', 'number'),
  cllr: smaller('cost of its probabilities, bits', 'number'),
  minCllr: smaller('cost if calibrated at best, bits', 'number'),
  recallAt1: larger('nearest is of the class'),
  recallAt5: larger('one of 5 nearest is'),
  recallAt10: larger('one of 10 nearest is'),
  meanReciprocalRank: larger('mean reciprocal rank'),
  rPrecision: larger('precision at R'),
  mapAtR: larger('mean average precision at R'),
  knn: larger('nearest neighbours'),
  oneShot5: larger('5-way 1-shot accuracy'),
  oneShot20: larger('20-way 1-shot accuracy'),
  identified: larger('known ones named'),
  strangersLetIn: smaller('strangers let in'),
  identifiedAtFar: larger('known ones named at that rate exactly'),
  strangerAuroc: larger('known ones above strangers (AUROC)'),
  oscr: larger('known named over strangers let in (OSCR)'),
} satisfies Readonly<Record<keyof Evaluation & string, FigureName>>;
