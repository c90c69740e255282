import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../random.ts';
import {
  accuracyAt,
  auc,
  balancedAccuracyAt,
  bestAccuracy,
  detCurve,
  eer,
  eerThreshold,
  minDcf,
  normalQuantile,
  pointAtFalseMatchRate,
  ratesAt,
  scoreHistogram,
  thinnedCurve,
  verificationCurve,
  wilson,
} from './index.ts';

type Oracle = {
  cases: { scores: number[]; same: boolean[]; auc: number; eer: number; minDcf01: number; minDcf05: number }[];
  normalQuantile: [number, number][];
  wilson: [number, number, number, number][];
};
const oracle = JSON.parse(
  readFileSync(join(__dirname, '../../../testing/oracles/verification.json'), 'utf8'),
) as Oracle;

// same: .9 .7 .4, different: .8 .3 .3 .1
const small = verificationCurve([0.9, 0.3, 0.7, 0.8, 0.4, 0.1, 0.3], [true, false, true, false, true, false, false]);

test('the curve of seven scores', () => {
  expect([...small.thresholds]).toEqual([Infinity, 0.9, 0.8, 0.7, 0.4, 0.3, 0.1]);
  expect([...small.falseMatchRate]).toEqual([0, 0, 0.25, 0.25, 0.25, 0.75, 1]);
  expect([...small.falseNonMatchRate]).toEqual([1, 2 / 3, 2 / 3, 1 / 3, 0, 0, 0]);
  expect([small.same, small.different]).toEqual([3, 4]);
});

test('figures of seven scores', () => {
  // Same pairs above different ones: .9 above 4, .7 above 3, .4 above 3, of 12.
  expect(auc(small)).toBeCloseTo(10 / 12, 12);
  // Between (.25, 1/3) and (.25, 0) the false non-match rate passes .25.
  expect(eer(small)).toBeCloseTo(0.25, 12);
  expect(eerThreshold(small)).toBeCloseTo(0.55, 12);
  // Cheapest at prior .5: (.25 + 0) / 2, over .5.
  expect(minDcf(small, { pTarget: 0.5 })).toBeCloseTo(0.25, 12);
  // A miss ten times as dear: (10 x 0 + .25) / 1.
  expect(minDcf(small, { pTarget: 0.5, costMiss: 10 })).toBeCloseTo(0.25, 12);
  expect(minDcf(small, { pTarget: 0.01 })).toBeCloseTo(2 / 3, 12);
  expect(accuracyAt(small, 0.4)).toBeCloseTo(6 / 7, 12);
  expect(accuracyAt(small, 0.41)).toBeCloseTo(5 / 7, 12);
  expect(accuracyAt(small, 2)).toBeCloseTo(4 / 7, 12);
  expect(accuracyAt(small, -2)).toBeCloseTo(3 / 7, 12);
  expect(balancedAccuracyAt(small, 0.4)).toBeCloseTo(1 - 0.125, 12);
  expect(bestAccuracy(small)).toEqual({
    accuracy: 1 - 1 / 7,
    point: { threshold: expect.closeTo(0.35), falseMatchRate: 0.25, falseNonMatchRate: 0 },
  });
});

test('operating points keep to the rate asked for', () => {
  expect(pointAtFalseMatchRate(small, 0.1)).toEqual({
    threshold: expect.closeTo(0.85),
    falseMatchRate: 0,
    falseNonMatchRate: 2 / 3,
  });
  expect(pointAtFalseMatchRate(small, 0.25)).toEqual({
    threshold: expect.closeTo(0.35),
    falseMatchRate: 0.25,
    falseNonMatchRate: 0,
  });
  expect(pointAtFalseMatchRate(small, 1)).toEqual({ threshold: 0.1, falseMatchRate: 1, falseNonMatchRate: 0 });
  expect(ratesAt(small, 0.3)).toEqual({ threshold: 0.3, falseMatchRate: 0.75, falseNonMatchRate: 0 });
  const topped = verificationCurve([0.5, 0.9], [true, false]);
  const { threshold, ...rates } = pointAtFalseMatchRate(topped, 0);
  expect(rates).toEqual({ falseMatchRate: 0, falseNonMatchRate: 1 });
  expect(ratesAt(topped, threshold)).toMatchObject(rates);
});

test('told apart without an error, the wrong way round, and by chance', () => {
  const right = verificationCurve([3, 2, 1, 0], [true, true, false, false]);
  expect([auc(right), eer(right), eerThreshold(right), minDcf(right)]).toEqual([1, 0, 1.5, 0]);
  const wrong = verificationCurve([3, 2, 1, 0], [false, false, true, true]);
  expect([auc(wrong), eer(wrong), minDcf(wrong)]).toEqual([0, 1, 1]);
  const equal = verificationCurve([5, 5, 5], [true, false, false]);
  expect([auc(equal), eer(equal), minDcf(equal)]).toEqual([0.5, 0.5, 1]);
});

test.each(oracle.cases.map((each, at) => [at, each] as const))('case %i agrees with scikit-learn', (_, each) => {
  const curve = verificationCurve(each.scores, each.same);
  expect(auc(curve)).toBeCloseTo(each.auc, 10);
  expect(eer(curve)).toBeCloseTo(each.eer, 10);
  expect(minDcf(curve, { pTarget: 0.01 })).toBeCloseTo(each.minDcf01, 10);
  expect(minDcf(curve, { pTarget: 0.05 })).toBeCloseTo(each.minDcf05, 10);
});

test('one kind of pairs only, scores that are no numbers and lengths that differ are errors', () => {
  expect(() => verificationCurve([1, 2], [true, true])).toThrow('there must be same and different pairs, got 2 and 0');
  expect(() => verificationCurve([], [])).toThrow(RangeError);
  expect(() => verificationCurve([1, NaN], [true, false])).toThrow('scores must be finite numbers, got NaN at 1');
  expect(() => verificationCurve([1], [true, false])).toThrow('scores and same must have one length, got 1 and 2');
  expect(() => minDcf(small, { pTarget: 0 })).toThrow('minDcf: pTarget must be');
  expect(() => pointAtFalseMatchRate(small, 2)).toThrow('rate must be between 0 and 1, got 2');
  expect(() => accuracyAt(small, NaN)).toThrow(RangeError);
});

test('histogram: every pair in one bin, the highest in the last', () => {
  const curve = verificationCurve([1, 0.5, 0.75, 0, 0.25, 0.24, 0.5], [true, true, true, false, false, false, false]);
  const { edges, same, different } = scoreHistogram(curve, 4);
  expect([...edges]).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect([...same].map((share) => share * 3)).toEqual([0, 0, 1, 2].map((count) => expect.closeTo(count)));
  expect([...different]).toEqual([0.5, 0.25, 0.25, 0]);
  const one = scoreHistogram(verificationCurve([5, 5], [true, false]), 3);
  expect([[...one.same], [...one.different]]).toEqual([
    [1, 0, 0],
    [1, 0, 0],
  ]);
});

test('det: normal scores of one width lie on a straight line of slope -1', () => {
  const random = createRandom(1);
  const same = Array.from({ length: 20_000 }, (_, pair) => pair % 2 === 0);
  const curve = verificationCurve(
    same.map((is) => random.normal() + (is ? 2 : 0)),
    same,
  );
  const { x, y } = detCurve(curve);
  const sums = Array.from(x, (value, at) => value + y[at]!).filter(
    (_, at) => Math.abs(x[at]!) < 2 && Math.abs(y[at]!) < 2,
  );
  expect(sums.length).toBeGreaterThan(1000);
  for (const sum of [Math.max(...sums), Math.min(...sums)]) expect(Math.abs(sum + 2)).toBeLessThan(0.15);
});

test('thinned: few points, both ends, close to the whole curve', () => {
  const random = createRandom(2);
  const same = Array.from({ length: 5000 }, (_, pair) => pair % 5 === 0);
  const curve = verificationCurve(
    same.map((is) => random.normal() + (is ? 2 : 0)),
    same,
  );
  const thin = thinnedCurve(curve, 200);
  expect(thin.thresholds.length).toBeLessThanOrEqual(202);
  expect(thin.thresholds.length).toBeGreaterThan(100);
  expect([thin.thresholds[0], thin.thresholds.at(-1)]).toEqual([Infinity, curve.thresholds.at(-1)]);
  expect(auc(thin)).toBeCloseTo(auc(curve), 3);
  expect(eer(thin)).toBeCloseTo(eer(curve), 2);
  expect(thinnedCurve(small, 200)).toBe(small);
});

test('normalQuantile agrees with scipy.special.ndtri', () => {
  for (const [p, quantile] of oracle.normalQuantile) {
    expect(Math.abs(normalQuantile(p) - quantile)).toBeLessThan(1e-13 * Math.max(1, Math.abs(quantile)));
  }
  expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1)]).toEqual([-Infinity, Infinity, NaN]);
});

test('wilson agrees with scipy.stats.binomtest', () => {
  for (const [successes, n, low, high] of oracle.wilson) {
    const figure = wilson(successes, n);
    expect(figure).toMatchObject({ value: successes / n, n });
    expect(figure.low).toBeCloseTo(low, 12);
    expect(figure.high).toBeCloseTo(high, 12);
  }
  expect(() => wilson(3, 2)).toThrow('wilson: successes must be between 0 and 2, got 3');
});
