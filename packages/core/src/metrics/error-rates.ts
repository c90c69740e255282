import { checkInRange } from '../check.ts';
import { pointAtFalseMatchRate } from './operating-point.ts';
import type { VerificationCurve } from './verification-curve.ts';

/**
 * The false non-match rate at the threshold of at most `rate` false matches (FNMR at FMR, the figure of face recognition
 * contests): no interpolation, as a verifier has to decide at a threshold. Ask for no rate below 30 / different pairs
 * (the rule of 30): fewer than 30 errors say little.
 *
 * @throws RangeError unless rate is between 0 and 1
 */
export function fnmrAtFmr(curve: VerificationCurve, rate: number): number {
  return pointAtFalseMatchRate(curve, rate).falseNonMatchRate;
}

/**
 * The false match rate at the highest threshold that accepts at least the share `rate` of the same pairs (FPR at 95 %
 * TPR, the figure of out-of-distribution detection).
 *
 * Reference: Hendrycks and Gimpel, A baseline for detecting misclassified and out-of-distribution examples, 2017.
 *
 * @throws RangeError unless rate is between 0 and 1
 */
export function fprAtTpr({ falseMatchRate, falseNonMatchRate }: VerificationCurve, rate = 0.95): number {
  checkInRange(rate, 0, 1, 'fprAtTpr: rate');
  // 1 - 0.95 is a hair more than 0.05: a point that misses exactly that share is one.
  const missed = 1 - rate + 1e-12;
  return falseMatchRate[falseNonMatchRate.findIndex((miss) => miss <= missed)]!;
}
