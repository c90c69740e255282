import { interval, resampled } from '../../metrics/bootstrap.ts';
import {
  auc,
  balancedAccuracyAt,
  eer,
  type Figure,
  minDcf,
  ratesAt,
  type VerificationCurve,
  verificationCurve,
} from '../../metrics/index.ts';
import type { ScoredPairs } from '../scored-pairs.ts';
import type { EvaluationInDetail } from './evaluation.ts';

const replicates = 200;

/** The figures of pairs; intervals draw pairs anew, same and different ones apart. */
export function measurePairs(
  { same, different }: Pick<ScoredPairs, 'same' | 'different'>,
  { threshold, seed }: { threshold: number | undefined; seed: number },
): EvaluationInDetail {
  const curve = curveOf(same, different);
  const drawn = Array.from({ length: replicates }, (_, replicate) =>
    curveOf(redrawn(same, seed, 'same', replicate), redrawn(different, seed, 'different', replicate)),
  );
  const figure = (of: (curve: VerificationCurve) => number): Figure => ({
    value: of(curve),
    ...interval(Float64Array.from(drawn, of), 0.95),
    n: same.length + different.length,
  });
  const figures = {
    eer: figure(eer),
    auc: figure(auc),
    minDcf: figure((one) => minDcf(one)),
    ...(threshold !== undefined && {
      accuracy: figure((one) => balancedAccuracyAt(one, threshold)),
      falseMatchRate: figure((one) => ratesAt(one, threshold).falseMatchRate),
      falseNonMatchRate: figure((one) => ratesAt(one, threshold).falseNonMatchRate),
    }),
  };
  return { figures, notes: ['intervals draw pairs, as if those that share an item were independent'], curve };
}

function curveOf(same: Float64Array, different: Float64Array): VerificationCurve {
  const scores = new Float64Array(same.length + different.length);
  scores.set(same);
  scores.set(different, same.length);
  return verificationCurve(
    scores,
    Array.from(scores, (_, pair) => pair < same.length),
  );
}

function redrawn(scores: Float64Array, seed: number, kind: string, replicate: number): Float64Array {
  const drawn = new Float64Array(scores.length);
  let at = 0;
  for (const [pair, times] of resampled(scores.length, seed, 'pairs', kind, replicate).entries()) {
    drawn.fill(scores[pair]!, at, (at += times));
  }
  return drawn;
}
