import { checkPositiveInteger } from '../check.ts';
import { ratesAt } from './operating-point.ts';
import type { VerificationCurve } from './verification-curve.ts';

/** Shares of the same and of the different pairs in bins of one width; bin i goes from `edges[i]` to `edges[i + 1]`. */
export type ScoreHistogram = {
  readonly edges: Float64Array;
  readonly same: Float64Array;
  readonly different: Float64Array;
};

/**
 * How the scores of same and of different pairs are distributed, each summing to 1. A bin holds its lower edge; the last
 * one its upper too.
 *
 * @throws RangeError unless bins is a positive integer
 */
export function scoreHistogram(curve: VerificationCurve, bins: number): ScoreHistogram {
  checkPositiveInteger(bins, 'scoreHistogram: bins');
  const high = curve.thresholds[1]!;
  const low = curve.thresholds.at(-1)!;
  const width = high > low ? (high - low) / bins : 1 / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins && high > low ? high : low + i * width));
  // Shares at or above each edge; nothing is above the last bin.
  const above = Array.from({ length: bins + 1 }, (_, i) => {
    if (i === bins) return { same: 0, different: 0 };
    const { falseMatchRate, falseNonMatchRate } = ratesAt(curve, edges[i]!);
    return { same: 1 - falseNonMatchRate, different: falseMatchRate };
  });
  return {
    edges,
    same: Float64Array.from({ length: bins }, (_, i) => above[i]!.same - above[i + 1]!.same),
    different: Float64Array.from({ length: bins }, (_, i) => above[i]!.different - above[i + 1]!.different),
  };
}
