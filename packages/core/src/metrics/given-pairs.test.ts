import { createRandom } from '../random.ts';
import {
  accuracyAt,
  allPairs,
  auc,
  averagePrecision,
  best,
  eer,
  givenPairs,
  mccOf,
  minCllr,
  verificationCurve,
} from './index.ts';
import { oracle, wholeBlock } from './oracle.testing.ts';
import type { Figure, VerificationCurve } from './index.ts';

const widthOf = ({ low, high }: Figure) => high! - low!;

test('figures are those of the curve, within their range', () => {
  const { scores, same } = oracle.decisions[0]!;
  const pairs = givenPairs(scores, same, { seed: 1, thresholds: [0.5] });
  const curve = verificationCurve(scores, same);
  expect(pairs.curve).toEqual(curve);
  const ofMcc = (one: VerificationCurve) => best(one, mccOf).value;
  for (const figure of [eer, auc, averagePrecision, minCllr, (one: VerificationCurve) => accuracyAt(one, 0.5)]) {
    const { value, low, high, n } = pairs.figure(figure);
    expect(value).toBe(figure(curve));
    expect(n).toBe(120);
    expect(low! < value && value < high!).toBe(true);
  }
  const mcc = pairs.figure(ofMcc, [-1, 1]);
  expect(mcc.low! < mcc.value && mcc.value < mcc.high!).toBe(true);
  expect(pairs.notes).toEqual(['intervals draw pairs, as if those that share an item were independent']);
  expect(givenPairs(scores, same, { seed: 1 }).figure(eer)).toEqual(givenPairs(scores, same, { seed: 1 }).figure(eer));
  expect(pairs.samples(eer)).toHaveLength(400);
});

test('an interval of pairs is as wide as new pairs spread', () => {
  const make = (seed: number) => {
    const random = createRandom(seed, 'pairs');
    const same = Array.from({ length: 600 }, (_, pair) => pair % 3 === 0);
    return { same, scores: same.map((is) => random.normal() + (is ? 1.5 : 0)) };
  };
  for (const figure of [eer, auc, minCllr]) {
    const values = Array.from({ length: 150 }, (_, seed) => {
      const { scores, same } = make(seed);
      return figure(verificationCurve(scores, same));
    });
    const mean = values.reduce((a, b) => a + b) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    const { scores, same } = make(1000);
    const ratio = widthOf(givenPairs(scores, same, { seed: 1 }).figure(figure)) / (2 * 1.96 * deviation);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  }
});

test('all pairs given one by one have the interval of all pairs, by identity', async () => {
  const random = createRandom(3);
  const labels = Array.from({ length: 60 }, (_, item) => `c${item % 24}`);
  const places = labels.map((_, item) => (item % 24) / 3 + random.normal() * 0.3);
  const score = (a: number, b: number) => Math.fround(-Math.abs(places[a]! - places[b]!));
  const all = await allPairs(labels, () => [wholeBlock(60, 60, score)], { seed: 1 });
  const pairs = labels.flatMap((_, a) => labels.slice(a + 1).map((__, at) => [a, a + 1 + at] as const));
  const given = givenPairs(
    pairs.map(([a, b]) => score(a, b)),
    pairs.map(([a, b]) => labels[a] === labels[b]),
    { seed: 2, identities: [pairs.map(([a]) => labels[a]!), pairs.map(([, b]) => labels[b]!)] },
  );
  expect(given.notes).toEqual([]);
  expect(given.figure(eer).value).toBeCloseTo(all.figure(eer).value, 6);
  expect(widthOf(given.figure(eer)) / widthOf(all.figure(eer))).toBeGreaterThan(0.8);
  expect(widthOf(given.figure(eer)) / widthOf(all.figure(eer))).toBeLessThan(1.25);
});

test('what does not fit is an error that names the pair', () => {
  const o = { seed: 1 };
  expect(() => givenPairs([1, NaN], [true, false], o)).toThrow('must be finite numbers, got NaN at 1');
  expect(() => givenPairs([1], [true, false], o)).toThrow('must have one length, got 1 and 2');
  expect(() => givenPairs([1, 2], [true, true], o)).toThrow('same and different pairs, got 2 and 0');
  const identities = (a: string[], b: string[]) => ({ seed: 1, identities: [a, b] as const });
  expect(() => givenPairs([1, 2], [true, false], identities(['a', 'a'], ['a', 'a']))).toThrow(
    "identities must agree with same, got 'a' and 'a' for a different pair at 1",
  );
  expect(() => givenPairs([1, 2], [true, false], identities(['a', 'a'], ['b', 'b']))).toThrow('for a same pair at 0');
  expect(() => givenPairs([1, 2], [true, false], identities(['a'], ['a', 'b']))).toThrow('identities and pairs');
  expect(() => givenPairs([1, 2], [true, false], { seed: 1, confidence: 2 })).toThrow('confidence must be between');
});
