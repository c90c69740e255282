import type { VerificationCurve } from './verification-curve.ts';
import { thresholdBelow } from './operating-point.ts';

/**
 * The equal error rate: where false match rate and false non-match rate meet, on straight lines between the points of
 * the curve. 0: told apart without an error; 0.5: chance.
 */
export function eer(curve: VerificationCurve): number {
  const { falseMatchRate: far, falseNonMatchRate: frr } = curve;
  const after = crossing(curve);
  const before = after - 1;
  // Along the segment frr - far falls from above 0 to 0 or less.
  const start = frr[before]! - far[before]!;
  const part = start / (start - (frr[after]! - far[after]!));
  return far[before]! + part * (far[after]! - far[before]!);
}

/** A threshold where both error rates are nearest to each other, halfway to the next lower score. */
export function eerThreshold(curve: VerificationCurve): number {
  const after = crossing(curve);
  const gap = (point: number) => Math.abs(curve.falseMatchRate[point]! - curve.falseNonMatchRate[point]!);
  const nearer = after > 1 && gap(after - 1) < gap(after) ? after - 1 : after;
  return thresholdBelow(curve, nearer);
}

/** The first point with as many false matches as false non-matches or more; never the very first point. */
function crossing({ falseMatchRate, falseNonMatchRate }: VerificationCurve): number {
  let low = 1;
  let high = falseMatchRate.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (falseMatchRate[middle]! >= falseNonMatchRate[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
