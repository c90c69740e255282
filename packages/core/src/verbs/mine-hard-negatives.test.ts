import { onEachBackend } from '@siamese/testing';
import { cosine, type Distance, euclidean } from '../distances/index.ts';
import { embeddingsFrom } from '../knn/index.ts';
import { createRandom } from '../random.ts';
import { mineHardNegatives } from './index.ts';

const random = createRandom(4);
const labels = Array.from({ length: 41 }, (_, i) => (i === 40 ? 'alone' : `c${i % 8}`));
const points = labels.map(() => [random.normal(), random.normal(), random.normal()]);
const embeddings = embeddingsFrom(points);
const items = labels.map((_, i) => i);

const score = (distance: Distance, x: readonly number[], y: readonly number[]): number => {
  if (distance === euclidean) return -Math.hypot(...x.map((v, k) => v - y[k]!));
  return x.reduce((sum, v, k) => sum + v * y[k]!, 0) / (Math.hypot(...x) * Math.hypot(...y));
};

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test.each([euclidean, cosine])(
    'finds the most alike of other classes that the guard lets pass, by loops: $name',
    async (distance) => {
      const guard = { margin: 0.05, ceiling: distance === cosine ? 0.98 : -0.2, skip: 1 };
      const mined = await mineHardNegatives(embeddings, labels, { distance, perItem: 4, guard, budget: 4000 });
      let guarded = 0;
      for (const i of items) {
        const own = items
          .filter((j) => j !== i && labels[j] === labels[i])
          .map((j) => score(distance, points[i]!, points[j]!));
        const most = Math.min(guard.ceiling, Math.max(...own) - guard.margin);
        const others = items
          .filter((j) => own.length > 0 && labels[j] !== labels[i])
          .map((j) => ({ j, s: score(distance, points[i]!, points[j]!) }))
          .sort((x, y) => y.s - x.s);
        const wanted = others.filter(({ s }) => s <= most).slice(1, 5);
        guarded += others.filter(({ s }) => s > most).length;
        const found = [...mined.rows.subarray(4 * i, 4 * i + 4)];
        expect(found).toEqual([0, 1, 2, 3].map((place) => wanted[place]?.j ?? -1));
        wanted.forEach(({ s }, place) => expect(mined.scores[4 * i + place]).toBeCloseTo(s, 3));
      }
      expect(mined.guarded).toBe(guarded);
    },
  );

  test('without a guard takes whatever is most alike, and nothing for an item alone in its class', async () => {
    const mined = await mineHardNegatives(embeddings, labels, { distance: euclidean, perItem: 1, guard: false });
    for (const i of items.slice(0, 40)) {
      const others = items.filter((j) => labels[j] !== labels[i]);
      const scores = others.map((j) => score(euclidean, points[i]!, points[j]!));
      expect(mined.rows[i]).toBe(others[scores.indexOf(Math.max(...scores))]);
    }
    expect(mined.rows[40]).toBe(-1);
    expect(mined.guarded).toBe(0);
  });

  test('a copy under another label is not taken for a negative', async () => {
    const copied = embeddingsFrom([...points, points[0]!]);
    const mined = await mineHardNegatives(copied, [...labels, 'c5'], { distance: cosine });
    expect([...mined.rows.subarray(0, 5)]).not.toContain(41);
    const blind = await mineHardNegatives(copied, [...labels, 'c5'], { distance: cosine, guard: false });
    expect(blind.rows[0]).toBe(41);
  });
});

test('refuses what makes no sense', async () => {
  const mine = (names: string[], o = {}) => mineHardNegatives(embeddings, names, { distance: cosine, ...o });
  await expect(mine(['a'])).rejects.toThrow('mineHardNegatives: labels and rows of embeddings must have one length');
  await expect(mine(labels.map(() => 'a'))).rejects.toThrow('labels must be of at least two classes, got 1');
  await expect(mine(labels, { perItem: 0 })).rejects.toThrow('perItem must be a positive integer, got 0');
  await expect(mine(labels, { guard: { margin: NaN } })).rejects.toThrow('guard.margin must be a finite number');
});
