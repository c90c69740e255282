import { countsOf } from '../point-counts.ts';
import type { VerificationCurve } from '../verification-curve.ts';
import { poolAdjacent } from './pool-adjacent.ts';
import { softplus } from './softplus.ts';

/**
 * The cost of log-likelihood ratios in bits: `1/2 (mean over same of log2(1 + e^-llr) + mean over different of
 * log2(1 + e^llr))`. 0: certain and right; 1: as good as saying nothing; without bound for those certain and wrong.
 *
 * Reference: Brümmer and du Preez, Application-independent evaluation of speaker detection, 2006.
 *
 * @param llr the natural logarithm of the likelihood ratio of a score: `(score) => logLikelihoodRatio(platt, score)`;
 * unless given the scores are such
 */
export function cllr(curve: VerificationCurve, llr: (score: number) => number = (score) => score): number {
  const { scores, same, different } = countsOf(curve);
  let cost = 0;
  for (let i = 0; i < scores.length; i++) {
    const ratio = llr(scores[i]!);
    if (same[i]! > 0) cost += (same[i]! / curve.same) * softplus(-ratio);
    if (different[i]! > 0) cost += (different[i]! / curve.different) * softplus(ratio);
  }
  return cost / 2 / Math.LN2;
}

/**
 * The cost that is left when scores are calibrated as well as they can be, on these very pairs: what telling apart alone
 * costs. `cllr - minCllr` is what bad calibration costs.
 */
export function minCllr(curve: VerificationCurve): number {
  let cost = 0;
  for (const pool of poolAdjacent(curve)) {
    const same = pool.same / curve.same;
    const different = pool.different / curve.different;
    if (same > 0) cost += same * Math.log1p(different / same);
    if (different > 0) cost += different * Math.log1p(same / different);
  }
  return cost / 2 / Math.LN2;
}
