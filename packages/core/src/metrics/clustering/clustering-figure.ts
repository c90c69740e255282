import { checkInRange, checkPositiveInteger, checkSameLength } from '../../check.ts';
import { createRandom, shuffled } from '../../random.ts';
import { interval, numberUnits } from '../bootstrap.ts';
import type { BootstrapOptions, Units } from '../bootstrap.ts';
import type { Figure } from '../figure.ts';
import type { Contingency } from './contingency.ts';
import { contingencies } from './contingency.ts';

/**
 * A figure of clusters with its interval: `clusteringFigure(labels, clusters, ami, { seed: 1 })`, or
 * `(table) => bCubed(table).f1`. It says how well these clusters were measured, not how another clustering would come out.
 *
 * Intervals are of half-samples (200 unless said otherwise), half of the units without one twice: a copy of an item would
 * agree with itself. A mean of half of the values is spread as the mean of all is over samples; what fewer items do to the
 * figure itself is taken off. With `units` (the identity of each item) whole identities are drawn.
 *
 * Reference: McCarthy, Pseudo-replication: half samples, 1969; Politis and Romano, Large sample confidence regions based
 * on subsamples, 1994.
 *
 * @throws RangeError as `contingency` does, or if units have another length
 */
export function clusteringFigure(
  labels: readonly string[],
  clusters: ArrayLike<number | string>,
  of: (table: Contingency) => number,
  { seed, replicates = 200, confidence = 0.95, units }: BootstrapOptions & Units,
): Figure {
  checkPositiveInteger(replicates, 'clusteringFigure: replicates');
  checkInRange(confidence, 0, 1, 'clusteringFigure: confidence');
  if (units) checkSameLength(labels, units, 'clusteringFigure: labels and units');
  const tables = contingencies(labels, clusters);
  const value = of(tables());
  const n = labels.length;
  const { unitOf, count } = numberUnits(n, units);
  if (count < 4) return { value, n };
  const half = count >> 1;
  const all = Array.from({ length: count }, (_, unit) => unit);
  const drawn = Float64Array.from({ length: replicates }, (_, replicate) => {
    const chosen = new Uint8Array(count);
    for (const unit of shuffled(all, createRandom(seed, 'clusteringFigure', replicate)).slice(0, half))
      chosen[unit] = 1;
    return of(tables(unitOf.map((unit) => chosen[unit]!)));
  });
  const mean = drawn.reduce((a, b) => a + b, 0) / replicates;
  const scale = Math.sqrt(half / (count - half));
  const { low, high } = interval(
    drawn.map((one) => value + (one - mean) * scale),
    confidence,
  );
  return { value, low: Math.max(-1, Math.min(value, low)), high: Math.min(1, Math.max(value, high)), n };
}
