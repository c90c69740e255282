import { createRandom } from '../random.ts';
import { pearson, spearman, tripletAccuracy } from './index.ts';
import { oracle } from './oracle.testing.ts';

test.each(oracle.sts.map((each, at) => [at, each] as const))(
  'case %i agrees with SciPy',
  (_, { x, y, ...expected }) => {
    expect(pearson(x, y, { seed: 1, replicates: 10 }).value).toBeCloseTo(expected.pearson, 8);
    expect(spearman(x, y, { seed: 1, replicates: 10 }).value).toBeCloseTo(expected.spearman, 8);
  },
);

test('a rising curve has rank correlation 1; a falling line both -1; equal numbers none', () => {
  const x = [1, 2, 3, 4, 5];
  const one = expect.closeTo(1, 12);
  expect(spearman(x, x.map(Math.exp), { seed: 1 })).toEqual({ value: one, low: one, high: one, n: 5 });
  expect(pearson(x, x.map(Math.exp), { seed: 1 }).value).toBeLessThan(0.9);
  const falling = x.map((value) => -2 * value);
  expect(pearson(x, falling, { seed: 1 }).value).toBeCloseTo(-1, 12);
  expect(spearman(x, falling, { seed: 1 }).value).toBeCloseTo(-1, 12);
  expect(pearson(x, [0.1, 0.1, 0.1, 0.1, 0.1], { seed: 1 }).value).toBeNaN();
});

test("the interval of Pearson's is as wide as Fisher's z says, and wider where values come in groups", () => {
  const random = createRandom(1);
  const x = Array.from({ length: 300 }, () => random.normal());
  const y = x.map((value) => value + random.normal());
  const { value, low, high } = pearson(x, y, { seed: 1 });
  const half = 1.96 / Math.sqrt(297);
  const width = Math.tanh(Math.atanh(value) + half) - Math.tanh(Math.atanh(value) - half);
  expect((high! - low!) / width).toBeGreaterThan(0.85);
  expect((high! - low!) / width).toBeLessThan(1.15);
  const tenTimes = (values: number[]) => values.slice(0, 30).flatMap((one) => Array.from({ length: 10 }, () => one));
  const units = Array.from({ length: 300 }, (_, at) => Math.floor(at / 10));
  const grouped = spearman(tenTimes(x), tenTimes(y), { seed: 1, units });
  const alone = spearman(tenTimes(x), tenTimes(y), { seed: 1 });
  expect(grouped.high! - grouped.low!).toBeGreaterThan(2 * (alone.high! - alone.low!));
});

test('triplets: a tie is an error, anchors of one person are drawn together', () => {
  const figure = tripletAccuracy([3, 2, 1, 5], [1, 2, 2, 4], { seed: 1 });
  expect(figure).toMatchObject({ value: 0.5, n: 4 });
  const one = tripletAccuracy([1, 1, 0, 0], [0, 0, 1, 1], { seed: 1, units: ['a', 'a', 'b', 'b'] });
  expect([one.low, one.high]).toEqual([0, 1]);
});

test('NaN is named; lengths and empty lists are errors', () => {
  const o = { seed: 1 };
  expect(() => pearson([1, NaN], [1, 2], o)).toThrow('must be finite numbers, got NaN and 2 at 1');
  expect(() => spearman([1, 2], [1, -Infinity], o)).toThrow('got 2 and -Infinity at 1');
  expect(() => spearman([1], [1, 2], o)).toThrow('scores and likeness must have one length, got 1 and 2');
  expect(() => pearson([], [], o)).toThrow('the number of pairs must be a positive integer, got 0');
  expect(() => pearson([1, 2], [1, 2], { seed: 1, units: ['a'] })).toThrow('values and units must have one length');
  expect(() => tripletAccuracy([1], [NaN], o)).toThrow('tripletAccuracy: scores must not be NaN, got 1 and NaN at 0');
  expect(() => tripletAccuracy([1], [], o)).toThrow('one length, got 1 and 0');
});
