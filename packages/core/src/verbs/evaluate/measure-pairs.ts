import {
  auc,
  averagePrecision,
  balancedAccuracyAt,
  eer,
  givenPairs,
  minCllr,
  minDcf,
  ratesAt,
} from '../../metrics/index.ts';
import type { ScoredPairs } from '../scored-pairs.ts';
import type { EvaluationInDetail } from './evaluation.ts';

/** The figures of pairs; intervals draw pairs anew, same and different ones apart. */
export function measurePairs(
  { same, different }: Pick<ScoredPairs, 'same' | 'different'>,
  { threshold, seed }: { threshold: number | undefined; seed: number },
): EvaluationInDetail {
  const scores = new Float64Array(same.length + different.length);
  scores.set(same);
  scores.set(different, same.length);
  const pairs = givenPairs(
    scores,
    Array.from(scores, (_, pair) => pair < same.length),
    { seed, replicates: 200, thresholds: threshold === undefined ? [] : [threshold] },
  );
  const figures = {
    eer: pairs.figure(eer),
    auc: pairs.figure(auc),
    minDcf: pairs.figure((curve) => minDcf(curve)),
    minCllr: pairs.figure(minCllr),
    averagePrecision: pairs.figure(averagePrecision),
    ...(threshold !== undefined && {
      accuracy: pairs.figure((curve) => balancedAccuracyAt(curve, threshold)),
      falseMatchRate: pairs.figure((curve) => ratesAt(curve, threshold).falseMatchRate),
      falseNonMatchRate: pairs.figure((curve) => ratesAt(curve, threshold).falseNonMatchRate),
    }),
  };
  return { figures, notes: pairs.notes, pairs, curve: pairs.curve };
}
