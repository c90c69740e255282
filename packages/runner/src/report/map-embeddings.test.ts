import { createRandom } from '@siamese/core';
import * as tf from '@tensorflow/tfjs';
import { mapEmbeddings } from './map-embeddings.ts';

jest.setTimeout(60_000); // esbuild, a worker or a browser has to start, perhaps on a busy machine

beforeAll(() => tf.setBackend('cpu'));

const [classes, perClass, dimensions] = [3, 20, 8];
const rows = classes * perClass;

/** Three tight classes, each around an axis of its own. */
function embeddings(): Float32Array {
  const random = createRandom(1, 'test');
  return Float32Array.from({ length: rows * dimensions }, (_, i) => {
    const row = Math.floor(i / dimensions);
    return (i % dimensions === Math.floor(row / perClass) ? 1 : 0) + 0.05 * random.normal();
  });
}

test('one seed gives one map, another seed another, and classes become islands', async () => {
  const values = embeddings();
  const first = await mapEmbeddings({ values, rows, dimensions }, { seed: 1 });
  expect(await mapEmbeddings({ values, rows, dimensions }, { seed: 1 })).toEqual(first);
  expect(await mapEmbeddings({ values, rows, dimensions }, { seed: 2 })).not.toEqual(first);

  const distance = (a: number, b: number) => Math.hypot(first.x[a]! - first.x[b]!, first.y[a]! - first.y[b]!);
  for (let row = 0; row < rows; row++) {
    const others = Array.from({ length: rows }, (_, i) => i).filter((other) => other !== row);
    const nearest = others.reduce((best, other) => (distance(row, other) < distance(row, best) ? other : best));
    expect(Math.floor(nearest / perClass)).toBe(Math.floor(row / perClass));
  }
});

test('a row that is not finite has no place, the others have', async () => {
  const values = embeddings();
  values[3 * dimensions] = NaN;
  const { x, y } = await mapEmbeddings({ values, rows, dimensions }, { seed: 1 });
  expect([x[3], y[3]]).toEqual([NaN, NaN]);
  expect([...x, ...y].filter(Number.isNaN)).toHaveLength(2);
});

test.each([0, 1, 3, 4, 5])('%i rows are enough', async (few) => {
  const { x, y } = await mapEmbeddings(
    { values: embeddings().slice(0, few * dimensions), rows: few, dimensions },
    { seed: 1 },
  );
  expect([x.length, y.length]).toEqual([few, few]);
  expect([...x, ...y].every(Number.isFinite)).toBe(true);
});

test('wrong sizes are refused', async () => {
  await expect(mapEmbeddings({ values: new Float32Array(5), rows: 2, dimensions: 3 }, { seed: 1 })).rejects.toThrow(
    new RangeError('mapEmbeddings: values must hold 2 x 3 numbers, got 5'),
  );
  await expect(
    mapEmbeddings({ values: new Float32Array(10_001), rows: 10_001, dimensions: 1 }, { seed: 1 }),
  ).rejects.toThrow(RangeError);
});
