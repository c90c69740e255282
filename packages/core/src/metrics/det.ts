import { normalQuantile } from './normal.ts';
import type { VerificationCurve } from './verification-curve.ts';

/**
 * The curve on normal-deviate axes (detection error trade-off): x the quantile of the false match rate, y of the false
 * non-match rate, where two normal score distributions give a straight line. Points with a rate of 0 or 1 have no place
 * there and are left out.
 *
 * Reference: Martin et al., The DET curve in assessment of detection task performance, 1997.
 */
export function detCurve(curve: VerificationCurve): { x: Float64Array; y: Float64Array } {
  const inside = (rate: number) => rate > 0 && rate < 1;
  const x: number[] = [];
  const y: number[] = [];
  curve.falseMatchRate.forEach((far, point) => {
    const frr = curve.falseNonMatchRate[point]!;
    if (!inside(far) || !inside(frr)) return;
    x.push(normalQuantile(far));
    y.push(normalQuantile(frr));
  });
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}
