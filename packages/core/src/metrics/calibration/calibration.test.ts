import { createRandom } from '../../random.ts';
import {
  allPairsCurve,
  cllr,
  fitIsotonic,
  fitPlatt,
  logLikelihoodRatio,
  minCllr,
  probabilityOfSame,
  verificationCurve,
} from '../index.ts';
import { oracle, wholeBlock } from '../oracle.testing.ts';

describe.each(oracle.decisions.map((each, at) => [at, each] as const))('case %i', (_, each) => {
  const curve = verificationCurve(each.scores, each.same);

  it("fits Platt's curve as SciPy minimises its cost", () => {
    const platt = fitPlatt(curve);
    expect(platt.slope).toBeCloseTo(each.platt[0], 6);
    expect(platt.intercept).toBeCloseTo(each.platt[1], 6);
    expect(probabilityOfSame(platt, 0.3)).toBeCloseTo(1 / (1 + Math.exp(-0.3 * each.platt[0] - each.platt[1])), 7);
  });

  it('fits the isotonic curve of scikit-learn', () => {
    const isotonic = fitIsotonic(curve);
    each.grid.forEach((score, at) => expect(probabilityOfSame(isotonic, score)).toBeCloseTo(each.isotonic[at]!, 7));
  });

  it('costs what a plain loop over the pairs says', () => {
    const platt = fitPlatt(curve);
    expect(cllr(curve)).toBeCloseTo(each['rawCllr']!, 7);
    expect(cllr(curve, (score) => logLikelihoodRatio(platt, score))).toBeCloseTo(each['plattCllr']!, 7);
    expect(minCllr(curve)).toBeCloseTo(each['minCllr']!, 7);
    // No rising curve does better; Platt's falls where scores are the wrong way round.
    expect(minCllr(curve)).toBeLessThanOrEqual(cllr(curve, (score) => Math.abs(platt.slope) * score));
  });
});

test('pools by hand: 1, (3, 2), 4', () => {
  const isotonic = fitIsotonic(verificationCurve([1, 2, 3, 4], [false, true, false, true]));
  expect(isotonic).toEqual({
    kind: 'isotonic',
    scores: [1, 2, 3, 4],
    probabilities: [0, 0.5, 0.5, 1],
    same: 2,
    different: 2,
  });
  expect([-5, 1.5, 2.5, 9].map((score) => probabilityOfSame(isotonic, score))).toEqual([0, 0.25, 0.5, 1]);
  expect(logLikelihoodRatio(isotonic, 2.5)).toBe(0);
  expect(logLikelihoodRatio(isotonic, 0)).toBe(-Infinity);
  // The pool in the middle costs one bit for each of its two pairs, of two each.
  expect(minCllr(verificationCurve([1, 2, 3, 4], [false, true, false, true]))).toBeCloseTo(0.5, 12);
});

test('normal scores have a straight log-likelihood ratio: its slope and its place are found, for any prior', () => {
  const random = createRandom(3);
  // N(2, 1) against N(0, 1): llr = 2 s - 2.
  const same = Array.from({ length: 20_000 }, (_, pair) => pair % 10 === 0);
  const curve = verificationCurve(
    same.map((is) => random.normal() + (is ? 2 : 0)),
    same,
  );
  const platt = fitPlatt(curve);
  const isotonic = fitIsotonic(curve);
  for (const score of [0, 1, 2]) {
    expect(Math.abs(logLikelihoodRatio(platt, score) - (2 * score - 2))).toBeLessThan(0.1);
    expect(Math.abs(logLikelihoodRatio(isotonic, score) - (2 * score - 2))).toBeLessThan(0.5);
  }
  expect(probabilityOfSame(platt, 1, 0.5)).toBeCloseTo(0.5, 1);
  expect(probabilityOfSame(platt, 1, 0.1)).toBeCloseTo(probabilityOfSame(platt, 1), 5);
  expect(probabilityOfSame(isotonic, 1, 0.1)).toBeCloseTo(probabilityOfSame(isotonic, 1), 5);
  expect(cllr(curve, (score) => 2 * score - 2) - minCllr(curve)).toBeLessThan(0.01);
  expect(cllr(curve, (score) => 20 * score) - minCllr(curve)).toBeGreaterThan(1);
});

test('told apart without an error, scores that say nothing, the wrong way round', () => {
  const apart = verificationCurve([1, 0.9, 0, 0.1], [true, true, false, false]);
  const platt = fitPlatt(apart);
  expect(Number.isFinite(platt.slope) && platt.slope > 0).toBe(true);
  expect(minCllr(apart)).toBe(0);
  expect(cllr(apart, () => 0)).toBe(1);
  expect(cllr(apart, (score) => (score > 0.5 ? Infinity : -Infinity))).toBe(0);
  expect(cllr(apart, (score) => (score > 0.95 ? -Infinity : 0))).toBe(Infinity);
  const equal = verificationCurve([5, 5, 5], [true, false, false]);
  expect(fitPlatt(equal)).toMatchObject({ slope: 0, intercept: Math.log(2 / 3) });
  expect(logLikelihoodRatio(fitIsotonic(equal), 5)).toBeCloseTo(0, 12);
  expect(minCllr(equal)).toBeCloseTo(1, 12);
  const wrong = verificationCurve([1, 0.9, 0, 0.1], [false, false, true, true]);
  expect(fitPlatt(wrong).slope).toBeLessThan(0);
  expect(minCllr(wrong)).toBeCloseTo(1, 12);
});

test('all pairs of a set are calibrated from their counts', async () => {
  const random = createRandom(4);
  const labels = Array.from({ length: 60 }, (_, item) => `c${item % 6}`);
  const score = Array.from({ length: 60 }, (_, a) =>
    Array.from({ length: 60 }, (_, b) => Math.fround(random.normal() + (labels[a] === labels[b] ? 2 : 0))),
  );
  const counted = await allPairsCurve(labels, () => [wholeBlock(60, 60, (a, b) => score[a]![b]!)]);
  const pairs = labels.flatMap((_, a) => labels.slice(a + 1).map((__, at) => [a, a + 1 + at] as const));
  const sorted = verificationCurve(
    pairs.map(([a, b]) => score[a]![b]!),
    pairs.map(([a, b]) => labels[a] === labels[b]),
  );
  expect(fitPlatt(counted).slope).toBeCloseTo(fitPlatt(sorted).slope, 6);
  expect(minCllr(counted)).toBeCloseTo(minCllr(sorted), 6);
});

test('scores that are no numbers and priors of 0 and 1 are errors', () => {
  const platt = fitPlatt(verificationCurve([1, 0], [true, false]));
  expect(() => probabilityOfSame(platt, NaN)).toThrow('probabilityOfSame: score must be a finite number, got NaN');
  expect(() => probabilityOfSame(platt, 1, 0)).toThrow('probabilityOfSame: prior must be');
  expect(() => logLikelihoodRatio(platt, Infinity)).toThrow(RangeError);
});
