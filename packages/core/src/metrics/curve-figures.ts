import { interval } from './bootstrap.ts';
import type { Figure } from './figure.ts';
import type { VerificationCurve } from './verification-curve.ts';

/** A curve with bootstrap samples of it: figures of it have intervals, and those of two models can be compared. */
export type CurveFigures = {
  readonly curve: VerificationCurve;
  /** What to know about the intervals. */
  readonly notes: readonly string[];
  /**
   * A figure of the curve with its interval, kept within a range (0 to 1 unless given): `figure(eer)`,
   * `figure((curve) => best(curve, mccOf).value, [-1, 1])`.
   */
  figure(of: (curve: VerificationCurve) => number, range?: readonly [number, number]): Figure;
  /** The figure of each bootstrap sample. The same seed and the same items give the same samples to another model. */
  samples(of: (curve: VerificationCurve) => number, range?: readonly [number, number]): Float64Array;
};

/** Figures of a curve from curves in bins: of all pairs (`whole`) and of each sample (`drawn`). */
export function curveFigures(
  curve: VerificationCurve,
  { whole, drawn }: { readonly whole: VerificationCurve; readonly drawn: readonly VerificationCurve[] },
  confidence: number,
  notes: readonly string[],
): CurveFigures {
  const drawnOf = (of: (curve: VerificationCurve) => number, value: number, [low, high]: readonly [number, number]) => {
    // What the bins alter is the same in every sample.
    const shift = value - of(whole);
    return Float64Array.from(drawn, (sample) => Math.min(high, Math.max(low, of(sample) + shift)));
  };
  return {
    curve,
    notes,
    samples: (of, range = [0, 1]) => drawnOf(of, of(curve), range),
    figure(of, range = [0, 1]) {
      const value = of(curve);
      return { value, ...interval(drawnOf(of, value, range), confidence), n: curve.same + curve.different };
    },
  };
}
