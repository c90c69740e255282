import * as tf from '@tensorflow/tfjs';
import { createRandom, euclidean } from '@siamese/core';
import { worstPairs } from './worst-pairs.ts';

beforeAll(() => tf.setBackend('cpu'));

it('finds the pairs that a loop over all pairs finds', async () => {
  const random = createRandom(1, 'worst');
  const rows = Array.from({ length: 30 }, () => [random.normal(), random.normal()] as const);
  const labels = rows.map((_, i) => `class ${i % 5}`);
  const embeddings = { values: Float32Array.from(rows.flat()), rows: 30, dimensions: 2 };
  const all = rows.flatMap(([x, y], a) =>
    rows.slice(a + 1).map(([u, v], k) => ({ a, b: a + 1 + k, score: -Math.hypot(x - u, y - v) })),
  );
  const expected = (same: boolean) => {
    const uses = new Map<number, number>();
    return all
      .filter(({ a, b }) => (labels[a] === labels[b]) === same)
      .sort((p, q) => (same ? p.score - q.score : q.score - p.score))
      .filter(({ a, b }) => {
        for (const item of [a, b]) uses.set(item, (uses.get(item) ?? 0) + 1);
        return uses.get(a)! <= 2 && uses.get(b)! <= 2;
      });
  };
  const found = await worstPairs(embeddings, labels, euclidean, 1);
  expect(found.falseMatches.map(({ a, b }) => [a, b])).toEqual(
    expected(false)
      .slice(0, 1)
      .map(({ a, b }) => [a, b]),
  );
  expect(found.falseNonMatches.map(({ a, b }) => [a, b])).toEqual(
    expected(true)
      .slice(0, 1)
      .map(({ a, b }) => [a, b]),
  );
  const more = await worstPairs(embeddings, labels, euclidean, 6);
  for (const list of [more.falseMatches, more.falseNonMatches]) {
    expect(list).toHaveLength(6);
    const items = list.flatMap(({ a, b }) => [a, b]);
    for (const item of items) expect(items.filter((other) => other === item).length).toBeLessThanOrEqual(2);
  }
  const scores = more.falseMatches.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((p, q) => q - p));
});
