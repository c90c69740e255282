import { checkPositiveInteger, checkSameLength, checkSeed } from '../check.ts';
import { createRandom } from '../random.ts';
import type { Figure } from './figure.ts';

/** How intervals are drawn. */
export type BootstrapOptions = {
  readonly seed: number;
  /** 1,000 unless given. */
  readonly replicates?: number;
  /** 0.95 unless given. */
  readonly confidence?: number;
};

/**
 * A mean and its percentile bootstrap interval; with `units` (the identity of each value) whole units are drawn, as the
 * values of one person are not independent.
 *
 * Reference: Efron and Tibshirani, An introduction to the bootstrap, 1993.
 *
 * @throws RangeError if there are no values, lengths differ, or the seed is not an integer
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  options: BootstrapOptions & { readonly units?: ArrayLike<string | number> },
): Figure {
  const { seed, replicates = 1000, confidence = 0.95, units } = options;
  checkPositiveInteger(values.length, 'bootstrapMean: the number of values');
  checkPositiveInteger(replicates, 'bootstrapMean: replicates');
  if (units) checkSameLength(values, units, 'bootstrapMean: values and units');
  const { sums, counts } = totals(values, units);
  const n = sums.length;
  const drawn = Float64Array.from({ length: replicates }, (_, replicate) => {
    const random = createRandom(seed, 'bootstrapMean', replicate);
    let sum = 0;
    let count = 0;
    for (let i = 0; i < n; i++) {
      const unit = random.int(n);
      sum += sums[unit]!;
      count += counts[unit]!;
    }
    return sum / count;
  });
  const value = sums.reduce((a, b) => a + b, 0) / values.length;
  return { value, ...interval(drawn, confidence), n: values.length };
}

function totals(values: ArrayLike<number>, units: ArrayLike<string | number> | undefined) {
  const sums: number[] = [];
  const counts: number[] = [];
  const numbers = new Map<string | number, number>();
  for (let i = 0; i < values.length; i++) {
    const key = units ? units[i]! : i;
    let unit = numbers.get(key);
    if (unit === undefined) {
      numbers.set(key, (unit = sums.length));
      sums.push(0);
      counts.push(0);
    }
    sums[unit]! += values[i]!;
    counts[unit]!++;
  }
  return { sums, counts };
}

/** The middle `confidence` of the replicates, by linear interpolation between their ranks. */
export function interval(replicates: Float64Array, confidence: number): { low: number; high: number } {
  const sorted = replicates.slice().sort();
  const at = (share: number) => {
    const rank = share * (sorted.length - 1);
    const below = Math.floor(rank);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (rank - below) * (sorted[above]! - sorted[below]!);
  };
  return { low: at((1 - confidence) / 2), high: at((1 + confidence) / 2) };
}

/**
 * How often each of n units is drawn in a bootstrap sample of n.
 *
 * @throws RangeError unless n is a positive integer
 */
export function resampled(n: number, seed: number, ...path: readonly (string | number)[]): Uint16Array {
  checkSeed(seed, 'bootstrap: seed');
  const random = createRandom(seed, ...path);
  const weights = new Uint16Array(n);
  for (let i = 0; i < n; i++) weights[random.int(n)]!++;
  return weights;
}

/** What to say beside an interval over few identities; undefined from 20 on. */
export function intervalNote(identities: number): string | undefined {
  if (identities >= 20) return undefined;
  return `only ${identities} identities: the interval is narrower than it should be`;
}
