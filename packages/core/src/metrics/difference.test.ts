import { createRandom } from '../random.ts';
import { allPairs, curveDifference, eer, givenPairs, pairedBootstrap, permutationTest } from './index.ts';
import { oracle, wholeBlock } from './oracle.testing.ts';

/** A weighted mean, as a statistic. */
const meanOf = (values: ArrayLike<number>) => (times: ArrayLike<number>) => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < times.length; i++) {
    sum += times[i]! * values[i]!;
    count += times[i]!;
  }
  return sum / count;
};

test('the permutation test is exact for few units, as SciPy is', () => {
  const { a, b, units, p, byUnit } = oracle.exchange;
  expect(permutationTest(a, b, { seed: 1 }).p).toBeCloseTo(p, 8);
  expect(permutationTest(a, b, { seed: 1, units }).p).toBeCloseTo(byUnit, 8);
  expect(permutationTest([1, 1, 1], [1, 1, 1], { seed: 1 })).toEqual({ difference: 0, p: 1 });
  expect(permutationTest([1, 1, 1], [0, 0, 0], { seed: 1 })).toEqual({ difference: 1, p: 2 / 8 });
});

test('under no difference p is small as rarely as it says; a real one is found', () => {
  let [byPermutation, byBootstrap, found] = [0, 0, 0];
  const o = { seed: 1, replicates: 200 };
  for (let round = 0; round < 200; round++) {
    const random = createRandom(round, 'rounds');
    const hard = Array.from({ length: 60 }, () => random.normal());
    const a = hard.map((value) => value + 0.5 * random.normal());
    const b = hard.map((value) => value + 0.5 * random.normal());
    if (permutationTest(a, b, o).p <= 0.1) byPermutation++;
    if (pairedBootstrap(60, meanOf(a), meanOf(b), o).p <= 0.1) byBootstrap++;
    const better = b.map((value) => value + 0.4);
    if (permutationTest(better, a, o).p <= 0.05) found++;
  }
  for (const share of [byPermutation / 200, byBootstrap / 200]) expect(Math.abs(share - 0.1)).toBeLessThan(0.055);
  // Unpaired, 0.4 would be lost in items that differ by 1.
  expect(found / 200).toBeGreaterThan(0.9);
});

test('the paired interval leaves out what is hard for both', () => {
  const random = createRandom(1);
  const hard = Array.from({ length: 200 }, () => 10 * random.normal());
  const better = hard.map((value) => value + 1 + 0.1 * random.normal());
  const { difference, p } = pairedBootstrap(200, meanOf(better), meanOf(hard), { seed: 1 });
  expect(difference.value).toBeCloseTo(1, 1);
  expect(difference.high! - difference.low!).toBeLessThan(0.05);
  expect(p).toBeCloseTo(2 / 1001, 10);
  const same = pairedBootstrap(200, meanOf(hard), meanOf(hard), { seed: 1 });
  expect(same).toEqual({ difference: { value: 0, low: 0, high: 0, n: 200 }, p: 1 });
});

describe('of two verification curves', () => {
  const random = createRandom(5);
  const labels = Array.from({ length: 120 }, (_, item) => `c${item % 30}`);
  const centres = Array.from({ length: 30 }, () => Array.from({ length: 5 }, () => random.normal()));
  const hard = labels.map(() => 0.3 + random.float());
  const model = (noise: number, name: string) => {
    const own = createRandom(5, name);
    const rows = labels.map((_, item) => centres[item % 30]!.map((x) => x + noise * hard[item]! * own.normal()));
    return (a: number, b: number) => -Math.hypot(...rows[a]!.map((x, i) => x - rows[b]![i]!));
  };
  const pairsOf = (score: (a: number, b: number) => number) =>
    allPairs(labels, () => [wholeBlock(120, 120, score)], { seed: 1 });

  it('a better model is found to be, one as good is not', async () => {
    const good = await pairsOf(model(0.6, 'good'));
    const bad = await pairsOf(model(1.1, 'bad'));
    const { difference, p } = curveDifference(bad, good, eer);
    expect(difference.value).toBeCloseTo(bad.figure(eer).value - good.figure(eer).value, 12);
    expect(difference.low! > 0 && difference.low! < difference.value && difference.value < difference.high!).toBe(true);
    expect(p).toBeLessThan(0.01);
    expect(curveDifference(good, good, eer)).toMatchObject({ difference: { value: 0, low: 0, high: 0 }, p: 1 });
    expect(curveDifference(good, await pairsOf(model(0.6, 'as good')), eer).p).toBeGreaterThan(0.05);
  });

  it('of other pairs or samples are an error', async () => {
    const all = await pairsOf(model(1, 'one'));
    const given = givenPairs([1, 0, 2], [true, false, true], { seed: 1 });
    expect(() => curveDifference(all, given, eer)).toThrow(
      'both must be of the same pairs, got 7140 (180 same) and 3 (2',
    );
    const few = givenPairs([1, 0, 2], [true, false, true], { seed: 1, replicates: 7 });
    expect(() => curveDifference(few, given, eer)).toThrow('the samples of both must have one length, got 7 and 400');
  });
});

test('lengths that differ, NaN and no values are errors', () => {
  expect(() => permutationTest([1], [1, 2], { seed: 1 })).toThrow(
    'both lists of values must have one length, got 1 and 2',
  );
  expect(() => permutationTest([1, NaN], [1, 2], { seed: 1 })).toThrow('got NaN and 2 at 1');
  expect(() => permutationTest([], [], { seed: 1 })).toThrow('must be a positive integer, got 0');
  expect(() => permutationTest([1], [2], { seed: 1, units: [] })).toThrow('values and units');
  expect(() =>
    pairedBootstrap(
      0,
      () => 0,
      () => 0,
      { seed: 1 },
    ),
  ).toThrow('must be a positive integer, got 0');
  expect(() =>
    pairedBootstrap(
      2,
      () => 0,
      () => 0,
      { seed: 1.5 },
    ),
  ).toThrow('seed must be an integer, got 1.5');
});
