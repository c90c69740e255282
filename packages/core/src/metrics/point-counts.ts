import type { VerificationCurve } from './verification-curve.ts';

/** Distinct scores in falling order, and how many same and different pairs have each. */
export type PointCounts = {
  readonly scores: Float64Array;
  readonly same: Float64Array;
  readonly different: Float64Array;
};

/** The pairs that lie at each point of a curve: what `curveOfCounts` was made of. */
export function countsOf({
  thresholds,
  falseMatchRate,
  falseNonMatchRate,
  same,
  different,
}: VerificationCurve): PointCounts {
  const points = thresholds.length - 1;
  const counts = { same: new Float64Array(points), different: new Float64Array(points) };
  for (let i = 0; i < points; i++) {
    counts.same[i] = halves(same * (falseNonMatchRate[i]! - falseNonMatchRate[i + 1]!));
    counts.different[i] = halves(different * (falseMatchRate[i + 1]! - falseMatchRate[i]!));
  }
  return { scores: thresholds.slice(1), ...counts };
}

/** Counts are whole, of bootstrap samples halves; what differs from that is rounding. */
function halves(count: number): number {
  return Math.round(2 * count) / 2;
}
