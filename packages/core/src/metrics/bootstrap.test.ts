import { createRandom } from '../random.ts';
import { bootstrapMean, intervalNote } from './index.ts';

test('the interval of a mean is as wide as the normal one', () => {
  const random = createRandom(1);
  const values = Array.from({ length: 400 }, () => random.normal());
  const { value, low, high, n } = bootstrapMean(values, { seed: 1, replicates: 2000 });
  expect(value).toBeCloseTo(values.reduce((a, b) => a + b) / 400, 12);
  expect(n).toBe(400);
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - value) ** 2, 0) / 400 / 400);
  expect((high! - low!) / (2 * 1.96 * deviation)).toBeCloseTo(1, 1);
});

test('values of one unit are drawn together', () => {
  const values = Array.from({ length: 400 }, (_, at) => (at % 20 < 10 ? 1 : 0));
  const units = values.map((_, at) => at % 20);
  const width = (of: { low?: number; high?: number }) => of.high! - of.low!;
  // Twenty units of twenty values each: the interval is the square root of 20 times as wide.
  const ratio = width(bootstrapMean(values, { seed: 1, units })) / width(bootstrapMean(values, { seed: 1 }));
  expect(ratio).toBeGreaterThan(3.8);
  expect(ratio).toBeLessThan(5.2);
});

test('equal values have an interval of no width; a seed gives one interval', () => {
  expect(bootstrapMean([3, 3, 3], { seed: 1 })).toEqual({ value: 3, low: 3, high: 3, n: 3 });
  expect(bootstrapMean([1, 2, 3], { seed: 5 })).toEqual(bootstrapMean([1, 2, 3], { seed: 5 }));
  expect(() => bootstrapMean([], { seed: 1 })).toThrow('the number of values must be a positive integer, got 0');
  expect(() => bootstrapMean([1], { seed: 1, units: [] })).toThrow('must have one length, got 1 and 0');
});

test('few identities are noted', () => {
  expect(intervalNote(20)).toBeUndefined();
  expect(intervalNote(19)).toBe('only 19 identities: the interval is narrower than it should be');
});
