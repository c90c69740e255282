import { createRandom } from '../../random.ts';
import {
  accuracyAt,
  allPairs,
  allPairsCurve,
  auc,
  averagePrecision,
  eer,
  minCllr,
  minDcf,
  verificationCurve,
} from '../index.ts';
import type { Figure, ScoreBlock, VerificationCurve } from '../index.ts';
import { interval, resampled } from '../bootstrap.ts';
import { countCells } from './count-cells.ts';
import { pairSource } from './score-block.ts';
import { layOutCells } from './score-cells.ts';

type Scored = { labels: string[]; score: (a: number, b: number) => number };

/** Items around the centre of their class, on a sphere; the score of two is a function of their dot product. */
const items = (
  classes: number,
  perClass: number,
  width: number,
  map = (dot: number) => dot,
  sample?: number,
): Scored => {
  const world = createRandom(5, classes);
  const centres = Array.from({ length: classes }, () => Array.from({ length: 6 }, () => world.normal()));
  const random = createRandom(5, 'items', sample ?? -1);
  // A sample of the world has as many of each class as chance gives.
  const numbers = Array.from({ length: classes * perClass }, (_, item) =>
    sample === undefined ? item % classes : random.int(classes),
  );
  const labels = numbers.map((c) => `c${c}`);
  const rows = numbers.map((c) => centres[c]!.map((x) => x + width * random.normal()));
  const unit = rows.map((row) => row.map((x) => x / Math.hypot(...row)));
  const dots = new Float32Array(labels.length ** 2);
  unit.forEach((a, i) =>
    unit.forEach((b, j) => (dots[i * labels.length + j] = map(a.reduce((sum, x, at) => sum + x * b[at]!, 0)))),
  );
  return { labels, score: (a, b) => dots[a * labels.length + b]! };
};

function* blocksOf({ labels, score }: Scored, height: number, width: number): Generator<ScoreBlock> {
  const n = labels.length;
  for (let top = 0; top < n; top += height) {
    for (let left = Math.floor(top / width) * width; left < n; left += width) {
      const rows = Math.min(height, n - top);
      const columns = Math.min(width, n - left);
      const scores = Float32Array.from({ length: rows * columns }, (_, at) =>
        score(top + Math.floor(at / columns), left + (at % columns)),
      );
      yield { top, rows, left, columns, scores };
    }
  }
}

const naive = ({ labels, score }: Scored, drawn?: readonly number[]): VerificationCurve => {
  const chosen = drawn ?? labels.map((_, item) => item);
  const scores: number[] = [];
  const same: boolean[] = [];
  chosen.forEach((a, i) => {
    for (let j = i + 1; j < chosen.length; j++) {
      const b = chosen[j]!;
      if (a === b) continue; // a copy of an item says nothing
      scores.push(score(a, b));
      same.push(labels[a] === labels[b]);
    }
  });
  return verificationCurve(scores, same);
};

test.each<[string, (dot: number) => number]>([
  ['cosines', (dot) => dot],
  ['minus distances', (dot) => -Math.sqrt(Math.max(0, 2 - 2 * dot))],
  ['scores that crowd at 1', (dot) => 1 - (1 - dot) * 1e-5],
  ['scores around 0 of both signs', (dot) => dot * 1e-20],
  ['a thousand times as large', (dot) => dot * 1000 - 3000],
  ['ties by the thousand', (dot) => Math.round(dot * 10) / 10],
  ['two values, one of them -0', (dot) => (dot > 0.9 ? 0.5 : dot > 0 ? 0 : -0)],
])('%s: the curve of few pairs is exact, the cells of many agree to 1e-6', async (_, map) => {
  const data = items(40, 10, 0.7, map);
  const expected = naive(data);
  const curve = await allPairsCurve(data.labels, () => blocksOf(data, 128, 300));
  expect([curve.same, curve.different]).toEqual([expected.same, expected.different]);
  const atOnePercent = (c: VerificationCurve) => minDcf(c, { pTarget: 0.01 });
  for (const figure of [eer, auc, atOnePercent, minDcf, averagePrecision, minCllr]) {
    expect(figure(curve)).toBeCloseTo(figure(expected), 12);
  }
  const source = pairSource(data.labels, () => blocksOf(data, 128, 300));
  const counted = (await countCells(source, await layOutCells(source))).curve;
  expect([counted.same, counted.different]).toEqual([expected.same, expected.different]);
  for (const figure of [eer, auc, atOnePercent, minDcf]) {
    expect(Math.abs(figure(counted) - figure(expected))).toBeLessThan(1e-6);
  }
  expect(Math.abs(averagePrecision(counted) - averagePrecision(expected))).toBeLessThan(1e-5);
  for (const share of [0.1, 0.5, 0.9, 0.99]) {
    const threshold = expected.thresholds[1 + Math.floor(share * (expected.thresholds.length - 1))]!;
    expect(accuracyAt(curve, threshold)).toBeCloseTo(accuracyAt(expected, threshold), 12);
    expect(Math.abs(accuracyAt(counted, threshold) - accuracyAt(expected, threshold))).toBeLessThan(1e-6);
  }
});

test('blocks of any shape give one result, from an async iterable too', async () => {
  const data = items(10, 6, 0.6);
  const curve = await allPairsCurve(data.labels, () => blocksOf(data, 60, 60));
  expect(await allPairsCurve(data.labels, () => blocksOf(data, 7, 11))).toEqual(curve);
  expect(
    await allPairsCurve(data.labels, async function* () {
      yield* blocksOf(data, 60, 13);
    }),
  ).toEqual(curve);
});

const naiveOf = (data: Scored): VerificationCurve => naive(data);

const standardDeviation = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

/** Half the width of an interval in standard deviations of a normal distribution. */
const deviationOf = ({ low, high }: Figure) => (high! - low!) / (2 * 1.96);
const figures: [string, (curve: VerificationCurve) => number][] = [
  ['eer', eer],
  ['auc', auc],
  ['minDcf', (curve) => minDcf(curve, { pTarget: 0.3 })],
];

const drawItems = ({ labels }: Scored, seed: number): number[] =>
  [...resampled(labels.length, 3, seed)].flatMap((times, item) => Array.from({ length: times }, () => item));

/** A class that is drawn twice is two identities, which are not compared with each other. */
const drawIdentities = (data: Scored, seed: number): VerificationCurve => {
  const classes = [...new Set(data.labels)];
  const rows = [...resampled(classes.length, 3, seed)]
    .flatMap((times, c) => Array.from({ length: times }, () => classes[c]!))
    .flatMap((label, copy) => data.labels.flatMap((own, item) => (own === label ? [{ item, copy, label }] : [])));
  const scores: number[] = [];
  const same: boolean[] = [];
  rows.forEach((a, i) => {
    for (const b of rows.slice(i + 1)) {
      if (a.label === b.label && a.copy !== b.copy) continue;
      scores.push(data.score(a.item, b.item));
      same.push(a.copy === b.copy);
    }
  });
  return verificationCurve(scores, same);
};

test.each<['item' | 'identity', Scored, (data: Scored, seed: number) => VerificationCurve]>([
  ['item', items(8, 25, 0.7), (data, seed) => naive(data, drawItems(data, seed))],
  ['identity', items(60, 4, 0.7), drawIdentities],
])('by %s: the interval is as wide as that of drawing again and comparing all pairs anew', async (by, data, anew) => {
  const drawn = Array.from({ length: 120 }, (_, seed) => anew(data, seed));
  const all = await allPairs(data.labels, () => blocksOf(data, 64, 64), { seed: 1, by, replicates: 400 });
  for (const [, of] of figures) {
    const figure = all.figure(of);
    expect(figure.value).toBeCloseTo(of(naive(data)), 6);
    expect(figure.n).toBe(all.curve.same + all.curve.different);
    expect(figure.low! < figure.value && figure.value < figure.high!).toBe(true);
    // Drawing pairs twice over counts the part that belongs to no item three times, its linear part twice.
    const ratio = deviationOf(figure) / standardDeviation(drawn.map((curve) => of(curve)));
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.15);
  }
});

test('by item: the interval is as wide as figures of new samples of these classes are spread', async () => {
  const samples = Array.from({ length: 120 }, (_, sample) => items(6, 20, 0.7, undefined, sample));
  const spread = samples.map(naiveOf);
  const some = await Promise.all(
    samples.slice(0, 5).map((data) => allPairs(data.labels, () => blocksOf(data, 120, 120), { seed: 1, by: 'item' })),
  );
  for (const [, of] of figures) {
    const widths = some.map((all) => deviationOf(all.figure(of)));
    const ratio = widths.reduce((a, b) => a + b) / widths.length / standardDeviation(spread.map((curve) => of(curve)));
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.35);
  }
});

test('of ten disjoint sets of identities, nine intervals or so hold the figure of all', async () => {
  const whole = items(600, 2, 0.5);
  const world = eer(naive(whole));
  let held = 0;
  for (let part = 0; part < 10; part++) {
    const chosen = whole.labels.flatMap((label, item) => (Number(label.slice(1)) % 10 === part ? [item] : []));
    const data = {
      labels: chosen.map((item) => whole.labels[item]!),
      score: (a: number, b: number) => whole.score(chosen[a]!, chosen[b]!),
    };
    const all = await allPairs(data.labels, () => blocksOf(data, 120, 120), { seed: part, replicates: 200 });
    const { low, high } = all.figure(eer);
    if (low! <= world && world <= high!) held++;
  }
  expect(held).toBeGreaterThanOrEqual(8);
});

test('a seed gives one interval; few identities are noted; thresholds can be asked for', async () => {
  const data = items(8, 6, 0.6);
  const run = (seed: number) =>
    allPairs(data.labels, () => blocksOf(data, 48, 48), { seed, replicates: 50, thresholds: [0.5] });
  const [first, again, other] = [await run(1), await run(1), await run(2)];
  const accuracy = (curve: VerificationCurve) => accuracyAt(curve, 0.5);
  expect(again!.figure(eer)).toEqual(first!.figure(eer));
  expect(other!.figure(eer)).not.toEqual(first!.figure(eer));
  expect(first!.notes).toEqual(['only 8 identities: the interval is narrower than it should be']);
  const { value, low, high } = first!.figure(accuracy);
  expect(value).toBeCloseTo(accuracy(naive(data)), 6);
  expect(low! < value && value < high!).toBe(true);
});

test('told apart without an error gives an EER of 0 with an interval of 0', async () => {
  const labels = ['a', 'a', 'b', 'b'];
  const data = { labels, score: (a: number, b: number) => (labels[a] === labels[b] ? 1 : -1) };
  const all = await allPairs(labels, () => blocksOf(data, 4, 4), { seed: 1, by: 'item' });
  expect(all.figure(eer)).toEqual({ value: 0, low: 0, high: 0, n: 6 });
  expect(all.figure(auc)).toEqual({ value: 1, low: 1, high: 1, n: 6 });
});

test('missing pairs, scores that are no numbers and one class are errors', async () => {
  const data = items(3, 2, 0.5);
  const [whole] = [...blocksOf(data, 6, 6)];
  await expect(allPairsCurve(data.labels, () => [])).rejects.toThrow(
    'each of the 15 pairs of 6 items once, got 0 pairs',
  );
  await expect(allPairsCurve(data.labels, () => [whole!, whole!])).rejects.toThrow('got 30 pairs');
  await expect(allPairsCurve(data.labels.slice(1), () => [whole!])).rejects.toThrow('must lie within 5 x 5');
  const scores = whole!.scores.slice();
  scores[8] = NaN;
  await expect(allPairsCurve(data.labels, () => [{ ...whole!, scores }])).rejects.toThrow('items 1 and 2');
  await expect(
    allPairsCurve(
      Array.from({ length: 6 }, () => 'a'),
      () => [whole!],
    ),
  ).rejects.toThrow('got 15 and 0');
  await expect(allPairs(data.labels, () => [whole!], { seed: 1, replicates: 0 })).rejects.toThrow('replicates must be');
});

test('interval: the middle of the replicates, between ranks', () => {
  expect(interval(Float64Array.from([4, 0, 1, 3, 2]), 0.5)).toEqual({ low: 1, high: 3 });
  expect(interval(Float64Array.from([0, 1]), 0.5)).toEqual({ low: 0.25, high: 0.75 });
});
