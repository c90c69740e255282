import { checkInRange } from '../check.ts';
import type { VerificationCurve } from './verification-curve.ts';

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
