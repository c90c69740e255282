import { onEachBackend } from '@siamese/testing';
import { cosine, euclidean } from '../distances/index.ts';
import { embeddingsFrom } from '../knn/index.ts';
import { createRandom } from '../random.ts';
import { alikePairs } from './index.ts';

const random = createRandom(3);
const rows = Array.from({ length: 70 }, () => [random.normal(), random.normal(), random.normal()]);
rows[40] = rows[3]!; // a duplicate, of which there is a third
rows[69] = rows[3]!;
const embeddings = embeddingsFrom(rows);

const dot = (x: readonly number[], y: readonly number[]) => x.reduce((so, value, k) => so + value * y[k]!, 0);
const scores = {
  euclidean: (x: readonly number[], y: readonly number[]) => -Math.hypot(...x.map((value, k) => value - y[k]!)),
  cosine: (x: readonly number[], y: readonly number[]) => dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)),
};

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test.each([euclidean, cosine])('finds what a loop over all pairs finds, by $name', async (distance) => {
    const score = scores[distance.name as keyof typeof scores];
    const all = rows.flatMap((x, a) => rows.slice(a + 1).map((y, at) => ({ a, b: a + 1 + at, score: score(x, y) })));
    all.sort((x, y) => y.score - x.score);
    for (const [most, budget] of [
      [5, 4000],
      [100, 2 ** 20],
      [10_000, 9000],
    ] as const) {
      // prettier-ignore
      const found = await alikePairs(embeddings, { distance, most, budget });
      expect(found).toHaveLength(Math.min(most, all.length));
      for (const [at, pair] of found.entries()) {
        expect(pair.score).toBeCloseTo(all[at]!.score, 3);
        expect(pair.a).toBeLessThan(pair.b);
        expect(pair.score).toBeCloseTo(score(rows[pair.a]!, rows[pair.b]!), 3);
      }
      expect(new Set(found.map(({ a, b }) => `${a} ${b}`)).size).toBe(found.length);
    }
    const [first, second, third] = await alikePairs(embeddings, { distance, most: 3 });
    const pairs = [first, second, third].map((pair) => `${pair!.a} ${pair!.b}`);
    expect(new Set(pairs)).toEqual(new Set(['3 40', '3 69', '40 69']));
  });

  test('takes no pair below the threshold, and of one row there is none', async () => {
    const near = await alikePairs(embeddings, { distance: euclidean, threshold: -0.4 });
    expect(near.length).toBeGreaterThan(3);
    expect(near.every(({ score }) => score >= -0.4)).toBe(true);
    expect(await alikePairs(embeddingsFrom([[1, 2]]), { distance: euclidean })).toEqual([]);
  });
});

test('what makes no sense is refused', async () => {
  const o = { distance: euclidean };
  await expect(alikePairs(embeddings, { ...o, most: 0 })).rejects.toThrow('alikePairs: most must be');
  await expect(alikePairs(embeddings, { ...o, threshold: Number.NaN })).rejects.toThrow(RangeError);
  await expect(alikePairs(embeddingsFrom([[1], [Number.NaN]]), o)).rejects.toThrow(RangeError);
});
