import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { createSiamese } from '../comparator.ts';
import { cosine, euclidean } from '../distances/index.ts';
import type { Encoder } from '../encoder.ts';
import { onDistance } from '../heads/index.ts';
import { embeddingsFrom } from '../knn/index.ts';
import { tinyPictureEncoder, tinyPictures } from '../tiny-encoders.testing.ts';
import { calibrate } from './calibrate.ts';
import { cluster } from './cluster.ts';

/** What `cluster` needs of an encoder whose embeddings are given. */
const plain = (o: Partial<Encoder<never>> = {}): Encoder<never> =>
  ({ distance: euclidean, normalize: false, ...o }) as Encoder<never>;
const calibrated = (threshold: number) => ({
  calibration: { threshold, target: 'eer', far: 0, frr: 0, measuredOn: 'a test', pairs: 1 },
});

/** On a line: three around 0, four around 10, one far away, one between. */
const line = embeddingsFrom([[0], [0.2], [0.4], [10], [10.1], [10.3], [10.4], [50], [5.1]]);

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  it('groups what is as alike as the calibrated threshold, the largest and most typical first', async () => {
    expect(await cluster(plain(calibrated(-1)), line)).toEqual({
      groups: [
        [4, 5, 3, 6],
        [1, 0, 2],
      ],
      unsure: [
        // 10.2 - 5.1 = 5.1 and 5.1 - 0.2 = 4.9: nearer to the smaller group.
        { row: 8, reason: 'too far', nearest: { group: 1, score: expect.closeTo(-4.9, 4) as number } },
        { row: 7, reason: 'too far', nearest: { group: 0, score: expect.closeTo(-39.8, 4) as number } },
      ],
      by: 'threshold',
      threshold: -1,
    });
    expect((await cluster(plain(calibrated(-1)), line, { smallest: 4 })).groups).toEqual([[4, 5, 3, 6]]);
    expect((await cluster(plain(), line, { threshold: -100 })).groups).toHaveLength(1);
  });

  it('makes k groups, and says who is between two', async () => {
    const { groups, unsure, by } = await cluster(plain(), embeddingsFrom([[0], [1], [9], [10], [5]]), { k: 2, gap: 1 });
    expect(by).toBe('k');
    expect(groups.map((rows) => rows.toSorted((a, b) => a - b)).sort()).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(unsure).toMatchObject([{ row: 4, reason: 'ambiguous' }]);
  });

  it('looks for dense places where there is no threshold', async () => {
    const rows = [0, 90, 180].flatMap((angle) =>
      [0, 1, 2, 3, 4, 5].map((step) => [
        Math.cos(((angle + step) * Math.PI) / 180),
        Math.sin(((angle + step) * Math.PI) / 180),
      ]),
    );
    const { groups, unsure, by } = await cluster(
      plain({ distance: cosine, normalize: true }),
      embeddingsFrom([...rows, [0, -1]]),
    );
    expect(by).toBe('density');
    expect(groups.map((group) => group.length)).toEqual([6, 6, 6]);
    expect(unsure.map(({ row, reason }) => [row, reason])).toEqual([[18, 'too far']]);
  });

  it('goes by a head’s probability where there is one', async () => {
    const encoder = tinyPictureEncoder();
    const siamese = createSiamese({ encoder, head: onDistance(euclidean), seed: 1 });
    const { items, labels } = tinyPictures({ classes: 4, perClass: 5, seed: 2 });
    await calibrate(siamese, { items, labels }, { target: 'eer' });
    const { groups, unsure, threshold } = await cluster(siamese, items);
    expect(threshold).toBe(siamese.calibration!.threshold);
    expect([...groups.flat(), ...unsure.map(({ row }) => row)].sort((a, b) => a - b)).toEqual([...items.keys()]);
    const pure = groups.filter((rows) => new Set(rows.map((row) => labels[row])).size === 1);
    expect(pure.flat().length).toBeGreaterThan(10);
    for (const { model } of [encoder, siamese.head]) model.dispose();
  });
});

describe('the edges', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('are nothing, one item, and items that are all alike', async () => {
    const none = { values: new Float32Array(0), rows: 0, dimensions: 2 };
    expect(await cluster(plain(), none)).toEqual({ groups: [], unsure: [], by: 'density' });
    expect(await cluster(plain(calibrated(-1)), embeddingsFrom([[3]]))).toMatchObject({
      groups: [],
      unsure: [{ row: 0, reason: 'too far', nearest: undefined }],
    });
    expect(await cluster(plain(calibrated(-1)), embeddingsFrom([[3], [3], [3]]))).toMatchObject({
      groups: [[0, 1, 2]],
      unsure: [],
    });
    expect((await cluster(plain(), line, { k: 1 })).groups[0]).toHaveLength(9);
  });

  it.each([
    [{ k: 10 }, 'cluster: k must be at most the number of items, 9, got 10'],
    [{ k: 2, threshold: 0 }, 'cluster: k must be given without threshold'],
    [{ k: 0 }, 'cluster: k must be a positive integer'],
    [{ threshold: NaN }, 'cluster: threshold must be a finite number'],
    [{ gap: -1 }, 'cluster: gap must be'],
  ])('%j is refused', async (o, message) => {
    await expect(cluster(plain(), line, o)).rejects.toThrow(message);
  });
});
