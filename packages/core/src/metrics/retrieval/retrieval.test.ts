import { createRandom } from '../../random.ts';
import {
  cmc,
  mapAt,
  mapAtR,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcg,
  ndcgAt,
  precisionAt,
  recallAt,
  relevantRecallAt,
  retrieval,
  rPrecision,
} from '../index.ts';
import { oracle, wholeBlock } from '../oracle.testing.ts';
import type { ScoreBlock } from '../index.ts';

const wholeRows = (n: number, score: (a: number, b: number) => number, height = n): ScoreBlock[] =>
  Array.from({ length: Math.ceil(n / height) }, (_, block) => {
    const top = block * height;
    const rows = Math.min(height, n - top);
    const scores = Float32Array.from({ length: rows * n }, (_, at) => score(top + Math.floor(at / n), at % n));
    return { top, rows, left: 0, columns: n, scores };
  });

test('three of a class and two strangers, by hand', async () => {
  const labels = ['a', 'a', 'b', 'a', 'c'];
  // From item 0: itself, then 2 (b), 1 (a), 3 (a), 4 (c).
  const rows = [
    [1, 0.5, 0.9, 0.4, 0],
    [0.5, 1, 0.1, 0.6, 0.2], // 3 (a), 0 (a)
    [0.9, 0.1, 1, 0.3, 0],
    [0.4, 0.6, 0.5, 1, 0], // 1 (a), 2 (b), 0 (a)
    [0, 0.2, 0, 0, 1],
  ];
  const found = await retrieval(
    labels,
    wholeRows(5, (a, b) => rows[a]![b]!, 2),
  );
  expect(found.queries).toBe(3);
  expect([...found.firstRank]).toEqual([2, 1, NaN, 1, NaN]);
  // R = 2. Item 0: a hit at rank 2 of 2: (1/2) / 2. Item 3: a hit at rank 1.
  expect([...found.averagePrecisionAtR]).toEqual([0.25, 1, NaN, 0.5, NaN]);
  expect([...found.rPrecision]).toEqual([0.5, 1, NaN, 0.5, NaN]);
  expect(recallAt(found, 1, { seed: 1 })).toMatchObject({ value: 2 / 3, n: 3 });
  expect(recallAt(found, 2, { seed: 1 })).toMatchObject({ value: 1, low: 1, high: 1 });
  expect(mapAtR(found, { seed: 1 }).value).toBeCloseTo(1.75 / 3, 12);
  expect(rPrecision(found, { seed: 1, labels }).value).toBeCloseTo(2 / 3, 12);
  // Hits at ranks 2 and 3, at 1 and 2, at 1 and 3.
  expect([...found.averagePrecision]).toEqual([expect.closeTo(7 / 12), 1, NaN, expect.closeTo(5 / 6), NaN]);
  expect(meanReciprocalRank(found, { seed: 1 }).value).toBeCloseTo(2.5 / 3, 12);
  expect([...cmc(found, 3)]).toEqual([2 / 3, 1, 1]);
  const best = 1 + 1 / Math.log2(3);
  expect(found.ndcg[0]).toBeCloseTo((1 / Math.log2(3) + 1 / 2) / best, 12);
  expect([...found.within.get(1)!.hits]).toEqual([0, 1, NaN, 1, NaN]);
  expect(precisionAt(found, 5, { seed: 1 }).value).toBeCloseTo(2 / 5, 12);
  expect(relevantRecallAt(found, 1, { seed: 1 }).value).toBeCloseTo(1 / 3, 12);
  expect(mapAt(found, 1, { seed: 1 }).value).toBeCloseTo(2 / 3, 12);
  expect(ndcgAt(found, 1, { seed: 1 }).value).toBeCloseTo(2 / 3, 12);
});

describe('against pytorch-metric-learning and scikit-learn', () => {
  const { labels: numbers, embeddings, dimensions, whole, apart, ...own } = oracle.retrieval[0]!;
  const names = numbers.map(String);
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < dimensions; i++) sum += embeddings[a * dimensions + i]! * embeddings[b * dimensions + i]!;
    return sum;
  };
  const o = { seed: 1, replicates: 10 };

  it('agrees on each among all others', async () => {
    const found = await retrieval(names, [wholeBlock(names.length, names.length, dot)]);
    expect(recallAt(found, 1, o).value).toBeCloseTo(whole['precision_at_1']!, 7);
    expect(precisionAt(found, 1, o).value).toBeCloseTo(whole['precision_at_1']!, 7);
    expect(meanReciprocalRank(found, o).value).toBeCloseTo(whole['mean_reciprocal_rank']!, 7);
    expect(rPrecision(found, o).value).toBeCloseTo(whole['r_precision']!, 7);
    expect(meanAveragePrecision(found, o).value).toBeCloseTo(whole['mean_average_precision']!, 7);
    expect(meanAveragePrecision(found, o).value).toBeCloseTo(own.averagePrecision, 7);
    expect(mapAtR(found, o).value).toBeCloseTo(whole['mean_average_precision_at_r']!, 7);
    expect(ndcg(found, o).value).toBeCloseTo(own.ndcg, 7);
    expect(ndcgAt(found, 10, o).value).toBeCloseTo(own.ndcg10, 7);
    expect(recallAt(found, 5, o).value).toBeCloseTo(own.recall5, 7);
    expect(precisionAt(found, 5, o).value).toBeCloseTo(own.precision5, 7);
    expect(relevantRecallAt(found, 5, o).value).toBeCloseTo(own.relevantRecall5, 7);
    expect(cmc(found, names.length)[4]).toBeCloseTo(own.recall5, 7);
  });

  it('agrees on queries in a gallery of their own', async () => {
    const queries = names.flatMap((_, item) => (item % 3 === 0 ? [item] : []));
    const shelf = names.flatMap((_, item) => (item % 3 === 0 ? [] : [item]));
    const found = await retrieval(
      queries.map((item) => names[item]!),
      [wholeBlock(queries.length, shelf.length, (a, b) => dot(queries[a]!, shelf[b]!))],
      { gallery: shelf.map((item) => names[item]!), within: [] },
    );
    expect(recallAt(found, 1, o).value).toBeCloseTo(apart['precision_at_1']!, 7);
    expect(meanReciprocalRank(found, o).value).toBeCloseTo(apart['mean_reciprocal_rank']!, 7);
    expect(rPrecision(found, o).value).toBeCloseTo(apart['r_precision']!, 7);
    expect(meanAveragePrecision(found, o).value).toBeCloseTo(apart['mean_average_precision']!, 7);
    expect(mapAtR(found, o).value).toBeCloseTo(apart['mean_average_precision_at_r']!, 7);
  });

  it('searches for some among all', async () => {
    const all = await retrieval(names, [wholeBlock(names.length, names.length, dot)]);
    const items = [70, 3, 4];
    const some = await retrieval(names, [wholeBlock(3, names.length, (row, b) => dot(items[row]!, b))], { items });
    expect([...some.averagePrecision]).toEqual(items.map((item) => all.averagePrecision[item]));
    expect([...some.firstRank]).toEqual(items.map((item) => all.firstRank[item]));
  });
});

test('agrees with sorting each row', async () => {
  const random = createRandom(1);
  const n = 120;
  const labels = Array.from({ length: n }, () => `c${random.int(9)}`);
  const scores = Array.from({ length: n * n }, () => Math.round(random.normal() * 20) / 20);
  const score = (a: number, b: number) => scores[a * n + b]! + (labels[a] === labels[b] ? 0.8 : 0);
  const found = await retrieval(labels, wholeRows(n, score, 50));
  for (let item = 0; item < n; item++) {
    const order = labels
      .map((label, other) => ({ score: Math.fround(score(item, other)), hit: label === labels[item], other }))
      .filter(({ other }) => other !== item)
      // Of equal scores those of other classes come first.
      .sort((x, y) => y.score - x.score || Number(x.hit) - Number(y.hit));
    const R = order.filter(({ hit }) => hit).length;
    const hits = order.map(({ hit }) => hit);
    const precision = hits
      .slice(0, R)
      .map((hit, at) => (hit ? hits.slice(0, at + 1).filter(Boolean).length / (at + 1) : 0));
    expect(found.firstRank[item]).toBe(hits.indexOf(true) + 1);
    expect(found.averagePrecisionAtR[item]).toBeCloseTo(precision.reduce((a, b) => a + b, 0) / R, 12);
    expect(found.rPrecision[item]).toBeCloseTo(hits.slice(0, R).filter(Boolean).length / R, 12);
  }
});

test('equal embeddings find nothing', async () => {
  const found = await retrieval(
    ['a', 'a', 'b', 'b'],
    wholeRows(4, () => 1),
  );
  expect([...found.firstRank]).toEqual([3, 3, 3, 3]);
  expect(mapAtR(found, { seed: 1 }).value).toBe(0);
});

test('an interval by identity is wider where items of one identity go wrong together', async () => {
  const labels = Array.from({ length: 200 }, (_, item) => `c${item % 20}`);
  // Every other class is found at once, the rest never.
  const found = await retrieval(
    labels,
    wholeRows(200, (a, b) => ((a % 20) % 2 === 0 ? (a % 20 === b % 20 ? 1 : 0) : a % 20 === b % 20 ? 0 : 1)),
  );
  const byItem = recallAt(found, 1, { seed: 1 });
  const byIdentity = recallAt(found, 1, { seed: 1, labels });
  expect([byItem.value, byIdentity.value]).toEqual([0.5, 0.5]);
  expect(byIdentity.high! - byIdentity.low!).toBeGreaterThan(2 * (byItem.high! - byItem.low!));
});

test('rows that are missing, parts of rows, NaN and classes of one are errors', async () => {
  const [block] = wholeRows(4, () => 1);
  const labels = ['a', 'a', 'b', 'b'];
  await expect(retrieval(labels, [])).rejects.toThrow('blocks must hold 4 rows, got 0');
  await expect(retrieval(labels, [{ ...block!, left: 1 }])).rejects.toThrow('whole rows in order');
  await expect(retrieval(['a', 'b', 'c', 'd'], [block!])).rejects.toThrow('a class of at least two items');
  await expect(retrieval(labels, [{ ...block!, scores: block!.scores.map(() => NaN) }])).rejects.toThrow(
    'items 0 and 0',
  );
  await expect(retrieval(labels, [block!, block!])).rejects.toThrow('whole rows in order');
  await expect(retrieval(labels, [block!], { items: [0] })).rejects.toThrow('must hold 1 rows, got 4');
  await expect(retrieval(labels, [block!], { items: [0, 1, 2, 9] })).rejects.toThrow('items must be below 4, got 9');
  await expect(retrieval(labels, [block!], { within: [0] })).rejects.toThrow('must be a positive integer, got 0');
  await expect(retrieval(labels, [block!], { gallery: ['c', 'd', 'e', 'f'] })).rejects.toThrow('gallery must hold');
  const found = await retrieval(labels, [block!]);
  expect(() => precisionAt(found, 7, { seed: 1 })).toThrow('(within: [1, 5, 10]), got 7');
  expect(() => recallAt({} as never, 0, { seed: 1 })).toThrow('recallAt: k must be a positive integer, got 0');
});
