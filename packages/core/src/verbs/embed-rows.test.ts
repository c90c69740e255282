import * as tf from '@tensorflow/tfjs';
import { euclidean } from '../distances/index.ts';
import type { Encoder } from '../encoder.ts';
import { embed } from './embed.ts';

beforeAll(() => tf.setBackend('cpu'));

type Parts = readonly (readonly [number, number])[];

/** Items of several points, each a row of its own; the model leaves them as they are. */
function pointsEncoder(normalize: boolean, parts = (items: readonly Parts[]) => items.map(({ length }) => length)) {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 2, inputShape: [2], kernelInitializer: 'identity', useBias: false })],
  });
  const encoder: Encoder<Parts> = {
    model,
    prepare: async (items) => ({ x: tf.tensor2d(items.flat().map((row) => [...row])), parts: parts(items) }),
    distance: euclidean,
    normalize,
    modality: 'points',
    preparation: {},
  };
  return encoder;
}

const items: readonly Parts[] = [
  [[3, 4]],
  [
    [2, 0],
    [0, 8],
    [1, 1],
  ],
  [
    [1, 0],
    [-1, 0],
  ],
];

test('an item of several parts has their mean for an embedding, however many go through the model at once', async () => {
  const encoder = pointsEncoder(false);
  for (const batch of [1, 2, 128]) {
    const { values, rows } = await embed(encoder, items, { batch });
    expect(rows).toBe(3);
    expect([...values]).toEqual([3, 4, 1, 3, 0, 0]);
  }
  encoder.model.dispose();
});

test('the parts and the mean are brought to length 1; parts that cancel out give zeros', async () => {
  const encoder = pointsEncoder(true);
  const { values } = await embed(encoder, items);
  const half = Math.SQRT1_2;
  [0.6, 0.8, half, half, 0, 0].forEach((value, i) => expect(values[i]!).toBeCloseTo(value, 6));
  encoder.model.dispose();
});

test('parts that do not add up are refused', async () => {
  for (const parts of [[1, 2], [1, 5, 0], [6]]) {
    const encoder = pointsEncoder(true, () => parts);
    await expect(embed(encoder, items)).rejects.toThrow(
      `must give the parts of each of 3 items, 6 rows in all, got [${parts.join(', ')}]`,
    );
    encoder.model.dispose();
  }
});
