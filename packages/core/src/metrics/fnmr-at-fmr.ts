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
