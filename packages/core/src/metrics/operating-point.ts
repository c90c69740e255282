import { checkFinite, checkInRange } from '../check.ts';
import type { VerificationCurve } from './verification-curve.ts';

/** A threshold and both error rates there, 0 to 1. */
export type OperatingPoint = {
  readonly threshold: number;
  readonly falseMatchRate: number;
  readonly falseNonMatchRate: number;
};

/**
 * A threshold that decides as a point of the curve does, halfway to the next lower score: a score that differs in its
 * last bits is still decided alike. At the last point (everything is same) it is the lowest score itself.
 */
export function thresholdBelow({ thresholds }: VerificationCurve, point: number): number {
  const here = thresholds[point]!;
  const next = thresholds[point + 1];
  if (next === undefined) return here;
  // Nothing is same at Infinity: just above the highest score will do.
  return here === Infinity ? next + Math.max(Math.abs(next), 1) * 2 ** -20 : here - (here - next) / 2;
}

/**
 * The point of fewest false non-matches whose false match rate is at most `rate`.
 *
 * With fewer than 1 / rate different pairs this is a point without any false match.
 *
 * @throws RangeError unless rate is between 0 and 1
 */
export function pointAtFalseMatchRate(curve: VerificationCurve, rate: number): OperatingPoint {
  checkInRange(rate, 0, 1, 'pointAtFalseMatchRate: rate');
  return pointAt(
    curve,
    lastPoint(curve.falseMatchRate, (far) => far <= rate),
  );
}

/**
 * Both error rates when `score >= threshold` is called same.
 *
 * @throws RangeError unless threshold is a finite number
 */
export function ratesAt(curve: VerificationCurve, threshold: number): OperatingPoint {
  checkFinite(threshold, 'ratesAt: threshold');
  const point = lastPoint(curve.thresholds, (score) => score >= threshold);
  return {
    threshold,
    falseMatchRate: curve.falseMatchRate[point]!,
    falseNonMatchRate: curve.falseNonMatchRate[point]!,
  };
}

/** A point of the curve, with a threshold that decides as it does. */
export function pointAt(curve: VerificationCurve, point: number): OperatingPoint {
  return {
    threshold: thresholdBelow(curve, point),
    falseMatchRate: curve.falseMatchRate[point]!,
    falseNonMatchRate: curve.falseNonMatchRate[point]!,
  };
}

/** The last point that holds; the first always does, and none after one that does not. */
function lastPoint(values: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(values[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low;
}
