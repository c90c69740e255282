import * as tf from '@tensorflow/tfjs';
import {
  createRandom,
  embeddingsFrom,
  euclidean,
  evaluate,
  onDistance,
  type Comparator,
  type Encoder,
} from '@siamese/core';
import { someEpisodes } from './some-episodes.ts';

beforeAll(() => tf.setBackend('cpu'));

/** Eight classes of six points in the plane that overlap. */
function points() {
  const random = createRandom(1, 'episodes');
  const labels = Array.from({ length: 48 }, (_, i) => `class ${i % 8}`);
  const rows = labels.map((_, i) => [Math.cos(i % 8) + 0.4 * random.normal(), Math.sin(i % 8) + 0.4 * random.normal()]);
  return { embeddings: embeddingsFrom(rows), labels, rows };
}

const o = { ways: [5, 20], trials: 200, seed: 3, keep: 4 };

it('are trials of the very figure, each answered by the nearest candidate', async () => {
  const { embeddings, labels, rows } = points();
  const target = { distance: euclidean } as Encoder<unknown>;
  const found = (await someEpisodes(target, embeddings, labels, o))!;
  const { oneShot5 } = await evaluate({ embeddings, labels }, { distance: euclidean, seed: 3, trials: 200, ways: [5] });
  expect(found).toMatchObject({ ways: 5, trials: 200, right: Math.round(oneShot5!.value * 200) });
  expect(found.first.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
  expect(found.wrong).toHaveLength(4);
  for (const { number, query, candidates, answer, chosen } of [...found.first, ...found.wrong]) {
    const far = candidates.map((item) =>
      Math.hypot(rows[item]![0]! - rows[query]![0]!, rows[item]![1]! - rows[query]![1]!),
    );
    expect(far[chosen]).toBe(Math.min(...far));
    expect(labels[candidates[answer]!]).toBe(labels[query]);
    expect(candidates[answer]).not.toBe(query);
    expect(new Set(candidates.map((item) => labels[item])).size).toBe(5);
    if (number > 3) expect(chosen).not.toBe(answer);
  }
  // The answer stands now here, now there.
  expect(new Set(found.first.map(({ answer }) => answer)).size).toBeGreaterThan(1);
});

it('go by the head where there is one, and there are none with too few classes', async () => {
  const { embeddings, labels } = points();
  const head = onDistance(euclidean)({ dimensions: 2, seed: 1 });
  const target = { a: { distance: euclidean }, head } as unknown as Comparator<unknown>;
  const plain = await someEpisodes({ distance: euclidean } as Encoder<unknown>, embeddings, labels, o);
  expect(await someEpisodes(target, embeddings, labels, o)).toEqual(plain);
  head.model.dispose();
  expect(await someEpisodes(target, embeddings, labels, { ...o, ways: [20] })).toBe(undefined);
});
