import { checkPositiveInteger, checkSameLength } from '../check.ts';
import { createRandom } from '../random.ts';
import { bootstrapSamples, interval, numberUnits } from './bootstrap.ts';
import type { BootstrapOptions, Statistic, Units } from './bootstrap.ts';
import type { CurveFigures } from './curve-figures.ts';
import type { Figure } from './figure.ts';
import type { VerificationCurve } from './verification-curve.ts';

/** The first model's figure minus the second's, with its interval, and how often chance alone makes one as large. */
export type Difference = { readonly difference: Figure; readonly p: number };

/**
 * Compares two models by a statistic of the same n values (queries, triplets, pairs), drawn again together: what is hard
 * for both does not blur the difference. `p` is two-sided: twice the share of samples on the other side of 0.
 *
 * Reference: Efron and Tibshirani, An introduction to the bootstrap, 1993; Berg-Kirkpatrick et al., An empirical
 * investigation of statistical significance in NLP, 2012.
 *
 * @throws RangeError if n is not a positive integer, units have another length, or an option is out of range
 */
export function pairedBootstrap(
  n: number,
  first: Statistic,
  second: Statistic,
  options: BootstrapOptions & Units,
): Difference {
  const of: Statistic = (times) => first(times) - second(times);
  const once = new Uint16Array(n).fill(1);
  return differenceOf(of(once), bootstrapSamples(n, of, options), options.confidence ?? 0.95, n);
}

/**
 * Compares two models by a figure of their verification curves, `curveDifference(a, b, eer)`, where both were evaluated on
 * the same items or pairs with the same seed (`allPairs`, `givenPairs`): sample i drew the same identities for both.
 *
 * @throws RangeError if they have other numbers of pairs or samples
 */
export function curveDifference(
  first: CurveFigures,
  second: CurveFigures,
  of: (curve: VerificationCurve) => number,
  { range, confidence = 0.95 }: { readonly range?: readonly [number, number]; readonly confidence?: number } = {},
): Difference {
  const pairs = ({ curve }: CurveFigures) => curve.same + curve.different;
  if (first.curve.same !== second.curve.same || first.curve.different !== second.curve.different) {
    throw new RangeError(
      `curveDifference: both must be of the same pairs, got ${pairs(first)} (${first.curve.same} same) and ${pairs(second)} (${second.curve.same} same)`,
    );
  }
  const [a, b] = [first.samples(of, range), second.samples(of, range)];
  checkSameLength(a, b, 'curveDifference: the samples of both');
  const samples = a.map((value, i) => value - b[i]!);
  return differenceOf(of(first.curve) - of(second.curve), samples, confidence, pairs(first));
}

/**
 * Whether two models differ in the mean of values of the same queries, by exchanging the models' answers unit by unit at
 * random (all queries of one identity together): `p` is the share of exchanges with a difference at least as large, this
 * one counted. Up to 16 units all exchanges are tried, which makes it exact.
 *
 * Reference: Fisher, The design of experiments, 1935; Noreen, Computer-intensive methods for testing hypotheses, 1989.
 *
 * @throws RangeError if there are no values, a value is NaN, or lengths differ
 */
export function permutationTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { seed, replicates = 10_000, units }: Pick<BootstrapOptions, 'seed' | 'replicates'> & Units,
): { readonly difference: number; readonly p: number } {
  checkPositiveInteger(first.length, 'permutationTest: the number of values');
  checkSameLength(first, second, 'permutationTest: both lists of values');
  if (units) checkSameLength(first, units, 'permutationTest: values and units');
  checkPositiveInteger(replicates, 'permutationTest: replicates');
  const { unitOf, count } = numberUnits(first.length, units);
  const sums = new Float64Array(count);
  for (let i = 0; i < first.length; i++) {
    const difference = first[i]! - second[i]!;
    if (Number.isNaN(difference))
      throw new RangeError(`permutationTest: values must be finite numbers, got ${first[i]} and ${second[i]} at ${i}`);
    sums[unitOf[i]!]! += difference;
  }
  const total = sums.reduce((a, b) => a + b, 0);
  // Sums of the same numbers in another order may differ in their last bits.
  const least = Math.abs(total) * (1 - 1e-12);
  const exact = count <= 16;
  const trials = exact ? 2 ** count : replicates;
  let asLarge = exact ? 0 : 1;
  for (let trial = 0; trial < trials; trial++) {
    const random = exact ? undefined : createRandom(seed, 'permutationTest', trial);
    let sum = 0;
    for (let unit = 0, bits = 0; unit < count; unit++) {
      if (random === undefined) bits = trial >>> unit;
      else bits = unit % 30 === 0 ? random.int(2 ** 30) : bits >>> 1;
      sum += (bits & 1) === 0 ? sums[unit]! : -sums[unit]!;
    }
    if (Math.abs(sum) >= least) asLarge++;
  }
  return { difference: total / first.length, p: asLarge / (exact ? trials : trials + 1) };
}

function differenceOf(value: number, samples: Float64Array, confidence: number, n: number): Difference {
  const known = samples.filter((sample) => !Number.isNaN(sample));
  const share = (holds: (sample: number) => boolean) => (known.filter(holds).length + 1) / (known.length + 1);
  const p = Math.min(
    1,
    2 *
      Math.min(
        share((x) => x <= 0),
        share((x) => x >= 0),
      ),
  );
  return { difference: { value, ...interval(samples, confidence), n }, p };
}
