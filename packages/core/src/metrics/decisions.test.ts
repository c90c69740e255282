import {
  averagePrecision,
  best,
  decisionsAt,
  f1Of,
  fnmrAtFmr,
  fprAtTpr,
  mccOf,
  precisionOf,
  sensitivityOf,
  verificationCurve,
} from './index.ts';
import { oracle } from './oracle.testing.ts';

// same: .9 .7 .4, different: .8 .3 .3 .1
const small = verificationCurve([0.9, 0.3, 0.7, 0.8, 0.4, 0.1, 0.3], [true, false, true, false, true, false, false]);

test('decisions on seven scores, by hand', () => {
  const decisions = decisionsAt(small, 0.7);
  expect(decisions).toEqual({ matched: 2, missed: expect.closeTo(1), mistaken: 1, refused: 3 });
  expect(precisionOf(decisions)).toBeCloseTo(2 / 3, 12);
  expect(sensitivityOf(decisions)).toBeCloseTo(2 / 3, 12);
  expect(f1Of(decisions)).toBeCloseTo(2 / 3, 12);
  expect(mccOf(decisions)).toBeCloseTo((2 * 3 - 1) / Math.sqrt(3 * 3 * 4 * 4), 12);
  // At .4 all three same pairs and one different one: 2 x 3 / (6 + 1).
  expect(best(small, f1Of)).toEqual({
    value: expect.closeTo(6 / 7, 12),
    point: { threshold: expect.closeTo(0.35), falseMatchRate: 0.25, falseNonMatchRate: 0 },
  });
  // Hits at ranks 1, 3 and 4.
  expect(averagePrecision(small)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12);
  expect(fnmrAtFmr(small, 0)).toBeCloseTo(2 / 3, 12);
  expect(fnmrAtFmr(small, 0.25)).toBe(0);
  expect(fprAtTpr(small, 0.3)).toBe(0);
  expect(fprAtTpr(small)).toBe(0.25);
});

test('where nothing or everything is called same', () => {
  const none = decisionsAt(small, 2);
  expect([precisionOf(none), sensitivityOf(none), f1Of(none), mccOf(none)]).toEqual([0, 0, 0, 0]);
  const all = decisionsAt(small, -2);
  expect([precisionOf(all), sensitivityOf(all), mccOf(all)]).toEqual([expect.closeTo(3 / 7), 1, 0]);
  expect(mccOf({ matched: 3, missed: 0, mistaken: 0, refused: 4 })).toBe(1);
  expect(mccOf({ matched: 0, missed: 3, mistaken: 4, refused: 0 })).toBe(-1);
});

test.each(oracle.decisions.map((each, at) => [at, each] as const))('case %i agrees with scikit-learn', (_, each) => {
  const curve = verificationCurve(each.scores, each.same);
  const decisions = decisionsAt(curve, each['threshold']!);
  expect(averagePrecision(curve)).toBeCloseTo(each['averagePrecision']!, 8);
  expect(precisionOf(decisions)).toBeCloseTo(each['precision']!, 8);
  expect(sensitivityOf(decisions)).toBeCloseTo(each['recall']!, 8);
  expect(f1Of(decisions)).toBeCloseTo(each['f1']!, 8);
  expect(mccOf(decisions)).toBeCloseTo(each['mcc']!, 8);
  expect(best(curve, f1Of).value).toBeCloseTo(each['bestF1']!, 8);
  expect(best(curve, mccOf).value).toBeCloseTo(each['bestMcc']!, 8);
  expect(fnmrAtFmr(curve, 0.1)).toBeCloseTo(each['fnmrAt10']!, 8);
  expect(fprAtTpr(curve)).toBeCloseTo(each['fprAt95']!, 8);
});

test('rates outside 0 to 1 and thresholds that are no numbers are errors', () => {
  expect(() => fnmrAtFmr(small, -1)).toThrow('rate must be between 0 and 1, got -1');
  expect(() => fprAtTpr(small, 2)).toThrow('fprAtTpr: rate must be between 0 and 1, got 2');
  expect(() => decisionsAt(small, NaN)).toThrow('threshold must be a finite number, got NaN');
});
