import { checkPositiveInteger } from '../check.ts';
import type { VerificationCurve } from './verification-curve.ts';

/**
 * The curve in at most `points + 2` of its points, for a drawing or a file: dense where either rate is small, as a DET
 * curve needs, and with both ends. Figures are to be computed from the whole curve.
 *
 * @throws RangeError unless points is a positive integer
 */
export function thinnedCurve(curve: VerificationCurve, points: number): VerificationCurve {
  checkPositiveInteger(points, 'thinnedCurve: points');
  const all = curve.thresholds.length;
  if (all <= points + 2) return curve;
  const place = (i: number) =>
    logit(curve.falseMatchRate[i]!, curve.different) - logit(curve.falseNonMatchRate[i]!, curve.same);
  const first = place(0);
  const step = (place(all - 1) - first) / points;
  const kept = [0];
  for (let i = 1; i < all - 1; i++) {
    if (kept.length <= points && place(i) >= first + kept.length * step) kept.push(i);
  }
  kept.push(all - 1);
  const of = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!);
  return {
    ...curve,
    thresholds: of(curve.thresholds),
    falseMatchRate: of(curve.falseMatchRate),
    falseNonMatchRate: of(curve.falseNonMatchRate),
  };
}

/** The log odds of a rate, half a pair away from 0 and 1. */
function logit(rate: number, pairs: number): number {
  const inside = (rate * pairs + 0.5) / (pairs + 1);
  return Math.log(inside / (1 - inside));
}
