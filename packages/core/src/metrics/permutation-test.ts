import { checkPositiveInteger, checkSameLength } from '../check.ts';
import { createRandom } from '../random.ts';
import { numberUnits } from './bootstrap.ts';
import type { BootstrapOptions, Units } from './bootstrap.ts';

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
