import { createRandom } from '../random.ts';
import { cmc, cmcBand, detBand, fnmrAtFmr, givenPairs, retrieval, verificationCurve } from './index.ts';
import { wholeBlock } from './oracle.testing.ts';

/** Normal scores, same pairs 1.5 above. */
function scored(seed: number, pairs: number) {
  const random = createRandom(seed, 'pairs');
  const same = Array.from({ length: pairs }, (_, pair) => pair % 3 === 0);
  return { same, scores: same.map((is) => random.normal() + (is ? 1.5 : 0)) };
}

test('the band of the DET curve goes through it, at the usual rates down to 30 false matches', () => {
  const { scores, same } = scored(1, 3000);
  const pairs = givenPairs(scores, same, { seed: 1 });
  const band = detBand(pairs);
  expect(band.map(({ falseMatchRate }) => falseMatchRate)).toEqual([0.5, 0.2, 0.1, 0.05, 0.02]);
  for (const { falseMatchRate, value, low, high, n } of band) {
    expect(value).toBe(fnmrAtFmr(verificationCurve(scores, same), falseMatchRate));
    expect(low! < value && value < high!).toBe(true);
    expect(n).toBe(3000);
  }
  expect(detBand(pairs, [0.3])).toHaveLength(1);
  expect(detBand(givenPairs([1, 0], [true, false], { seed: 1 })).map((point) => point.falseMatchRate)).toEqual([0.5]);
  expect(() => detBand(pairs, [0.1, 2])).toThrow('detBand: each rate must be between 0 and 1, got 2');
});

test('the band of the DET curve is as wide as new pairs spread', () => {
  const rates = [0.3, 0.1, 0.05];
  const drawn = Array.from({ length: 200 }, (_, seed) => {
    const { scores, same } = scored(seed + 10, 900);
    return verificationCurve(scores, same);
  });
  const { scores, same } = scored(1, 900);
  for (const { falseMatchRate, low, high } of detBand(givenPairs(scores, same, { seed: 1 }), rates)) {
    const values = drawn.map((curve) => fnmrAtFmr(curve, falseMatchRate));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    const ratio = (high! - low!) / (2 * 1.96 * deviation);
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.3);
  }
});

test('the band of the CMC goes through it and never falls', async () => {
  const random = createRandom(2);
  const labels = Array.from({ length: 90 }, (_, item) => `c${item % 30}`);
  const score = labels.map((a) => labels.map((b) => random.normal() + (a === b ? 1 : 0)));
  const found = await retrieval(labels, [wholeBlock(90, 90, (a, b) => score[a]![b]!)]);
  const curve = cmc(found, 12);
  const band = cmcBand(found, 12, { seed: 1, labels });
  expect(band.map(({ value }) => value)).toEqual(Array.from(curve, (value) => expect.closeTo(value, 12)));
  for (const [at, { value, low, high }] of band.entries()) {
    expect(low! < value && value < high!).toBe(true);
    if (at === 0) continue;
    expect(low!).toBeGreaterThanOrEqual(band[at - 1]!.low!);
    expect(high!).toBeGreaterThanOrEqual(band[at - 1]!.high!);
  }
  expect(() => cmcBand(found, 0, { seed: 1 })).toThrow(RangeError);
});
