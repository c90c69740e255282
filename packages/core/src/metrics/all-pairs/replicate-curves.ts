import { resampled } from '../bootstrap.ts';
import type { VerificationCurve } from '../verification-curve.ts';
import type { UnitCounts } from './unit-counts.ts';

/**
 * The curve of the bins, and one for each bootstrap sample of the units.
 *
 * A sample that draws item i w_i times gives the pair (i, j) the weight w_i w_j, a sum over all pairs for each sample.
 * Its linear part, `w_i w_j ~ w_i + w_j - 1`, is a sum over items: `sum_i (w_i - 1/2) c_i`, c_i being the pairs of item
 * i in a bin. That is the first term of the Hoeffding decomposition of a U-statistic; what is dropped,
 * `(w_i - 1)(w_j - 1)`, adds nothing to the mean, and to the variance a part that falls with the number of items. Drawn
 * by identity, a same pair has the weight w_i as it is.
 */
export function replicateCurves(
  counts: UnitCounts,
  by: 'item' | 'identity',
  seed: number,
  replicates: number,
): { whole: VerificationCurve; drawn: VerificationCurve[] } {
  const twice = by === 'item' ? 0.5 : 0;
  const once = new Uint16Array(counts.units).fill(1);
  const curve = (weights: Uint16Array) =>
    curveOfSums(
      counts.thresholds,
      weighted(counts, counts.same, weights, twice),
      weighted(counts, counts.different, weights, 0.5),
    );
  return {
    whole: curve(once),
    drawn: Array.from({ length: replicates }, (_, replicate) =>
      curve(resampled(counts.units, seed, 'allPairs', replicate)),
    ),
  };
}

function weighted({ bins, units }: UnitCounts, counts: Uint32Array, weights: Uint16Array, less: number): Float64Array {
  const sums = new Float64Array(bins);
  for (let unit = 0, at = 0; unit < units; unit++) {
    const weight = weights[unit]! - less;
    if (weight === 0) {
      at += bins;
      continue;
    }
    for (let bin = 0; bin < bins; bin++) sums[bin]! += weight * counts[at++]!;
  }
  return sums;
}

/** The curve of sums in falling bins; those that the linear part made negative are 0, so that rates stay rates. */
export function curveOfSums(thresholds: Float64Array, same: Float64Array, different: Float64Array): VerificationCurve {
  const points = thresholds.length + 1;
  const falseMatchRate = new Float64Array(points);
  const falseNonMatchRate = new Float64Array(points);
  const scores = new Float64Array(points);
  scores[0] = Infinity;
  scores.set(thresholds, 1);
  falseNonMatchRate[0] = 1;
  const total = (sums: Float64Array) => sums.reduce((a, b) => a + b, 0);
  const sames = total(same);
  const differents = total(different);
  let matched = 0;
  let mistaken = 0;
  for (let bin = 0; bin < thresholds.length; bin++) {
    matched += same[bin]!;
    mistaken += different[bin]!;
    falseMatchRate[bin + 1] = Math.min(1, Math.max(falseMatchRate[bin]!, mistaken / differents));
    falseNonMatchRate[bin + 1] = Math.max(0, Math.min(falseNonMatchRate[bin]!, (sames - matched) / sames));
  }
  return { thresholds: scores, falseMatchRate, falseNonMatchRate, same: sames, different: differents };
}
