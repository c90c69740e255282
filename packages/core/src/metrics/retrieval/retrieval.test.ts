import { createRandom } from '../../random.ts';
import { mapAtR, recallAt, retrieval, rPrecision } from '../index.ts';
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
  expect(() => recallAt({} as never, 0, { seed: 1 })).toThrow('recallAt: k must be a positive integer, got 0');
});
