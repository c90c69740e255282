import { checkInRange, checkPositiveInteger, checkSameLength, checkSeed } from '../check.ts';
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

/** Whose each value is: values of one unit (the items of one person) are drawn together, as they are not independent. */
export type Units = { readonly units?: ArrayLike<string | number> };

/** A statistic of n values, of which value i counts `times[i]` times. */
export type Statistic = (times: ArrayLike<number>) => number;

/**
 * A mean and its percentile bootstrap interval; with `units` (the identity of each value) whole units are drawn, as the
 * values of one person are not independent.
 *
 * Reference: Efron and Tibshirani, An introduction to the bootstrap, 1993.
 *
 * @throws RangeError if there are no values, one is NaN, lengths differ, or the seed is not an integer
 */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions & Units): Figure {
  const { seed, replicates = 1000, confidence = 0.95, units } = options;
  checkPositiveInteger(values.length, 'bootstrapMean: the number of values');
  checkPositiveInteger(replicates, 'bootstrapMean: replicates');
  if (units) checkSameLength(values, units, 'bootstrapMean: values and units');
  const { unitOf, count: n } = numberUnits(values.length, units);
  const sums = new Float64Array(n);
  const counts = new Float64Array(n);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) throw new RangeError(`bootstrapMean: values must be numbers, got NaN at ${i}`);
    sums[unitOf[i]!]! += values[i]!;
    counts[unitOf[i]!]!++;
  }
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

/**
 * Any statistic of n values and its percentile bootstrap interval: `of` is called once with every value counted once,
 * then for each replicate with how often each value was drawn.
 *
 * Samples for which the statistic is NaN (a correlation of equal numbers) are left out of the interval.
 *
 * Reference: Efron and Tibshirani, An introduction to the bootstrap, 1993.
 *
 * @throws RangeError if n is not a positive integer, units have another length, or an option is out of range
 */
export function bootstrap(n: number, of: Statistic, options: BootstrapOptions & Units): Figure {
  const value = of(new Uint16Array(n).fill(1));
  return { value, ...interval(bootstrapSamples(n, of, options), options.confidence ?? 0.95), n };
}

/** The statistic of each bootstrap sample. The samples depend on n, the units and the seed alone: figures can be paired. */
export function bootstrapSamples(
  n: number,
  of: Statistic,
  { seed, replicates = 1000, confidence = 0.95, units }: BootstrapOptions & Units,
): Float64Array {
  checkPositiveInteger(n, 'bootstrap: the number of values');
  checkPositiveInteger(replicates, 'bootstrap: replicates');
  checkInRange(confidence, 0, 1, 'bootstrap: confidence');
  if (units) checkSameLength({ length: n }, units, 'bootstrap: values and units');
  const { unitOf, count } = numberUnits(n, units);
  const times = new Uint16Array(n);
  return Float64Array.from({ length: replicates }, (_, replicate) => {
    const drawn = resampled(count, seed, 'bootstrap', replicate);
    for (let i = 0; i < n; i++) times[i] = drawn[unitOf[i]!]!;
    return of(times);
  });
}

/** The units numbered in the order of their first value; without units each value is its own. */
export function numberUnits(
  n: number,
  units: ArrayLike<string | number> | undefined,
): { unitOf: Int32Array; count: number } {
  if (units === undefined) return { unitOf: Int32Array.from({ length: n }, (_, i) => i), count: n };
  const numbers = new Map<string | number, number>();
  const unitOf = Int32Array.from({ length: n }, (_, i) => {
    const known = numbers.get(units[i]!);
    if (known !== undefined) return known;
    numbers.set(units[i]!, numbers.size);
    return numbers.size - 1;
  });
  return { unitOf, count: numbers.size };
}

/** The middle `confidence` of the replicates that are not NaN, by linear interpolation between their ranks. */
export function interval(replicates: Float64Array, confidence: number): { low: number; high: number } {
  const sorted = replicates.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return { low: NaN, high: NaN };
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
