import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { dropoutMask } from './dropout-mask.ts';

beforeAll(async () => {
  await tf.setBackend('onnx');
});

test.each([0.001, 0.25, 0.5, 0.9])('a mask of rate %d drops its share and keeps the mean', (rate) => {
  const size = 1_000_001;
  const mask = dropoutMask(size, rate);
  expect(mask).toHaveLength(size);
  const dropped = mask.filter((factor) => factor === 0).length / size;
  // Six standard deviations, and the rounding of the rate.
  expect(Math.abs(dropped - rate)).toBeLessThan(6 * Math.sqrt((rate * (1 - rate)) / size) + 1e-5);
  const kept = new Set(mask);
  kept.delete(0);
  expect([...kept]).toEqual([expect.closeTo(1 / (1 - rate), 2)]);
});

test('neighbours and masks are independent', () => {
  const size = 400_000;
  const masks = [dropoutMask(size, 0.5), dropoutMask(size, 0.5)] as const;
  for (const [other, shift] of [
    [masks[0], 1],
    [masks[0], 2],
    [masks[0], 3],
    [masks[1], 0],
  ] as const) {
    let both = 0;
    for (let i = 0; i + shift < size; i++) if (masks[0][i]! > 0 && other[i + shift]! > 0) both++;
    expect(Math.abs(both / size - 0.25)).toBeLessThan(6 * Math.sqrt((0.25 * 0.75) / size));
  }
});

test('a layer drops while it trains, sends its gradient where it kept, and leaves predictions alone', async () => {
  const layer = tf.layers.dropout({ rate: 0.4 });
  const x = tf.ones([50, 40]);
  const before = tf.memory().numTensors;
  const { value, grad } = tf.valueAndGrad((a: tf.Tensor) =>
    tf.sum(tf.square(layer.apply(a, { training: true }) as tf.Tensor)),
  )(x);
  const slopes = await grad.data();
  const same = layer.apply(x, { training: false }) as tf.Tensor;
  expect(await same.data()).toEqual(await x.data());
  const dropped = slopes.filter((slope) => slope === 0).length;
  expect(dropped).toBeGreaterThan(650);
  expect(dropped).toBeLessThan(950);
  // 2 / 0.6^2 where it was kept
  for (const slope of slopes) if (slope !== 0) expect(slope).toBeCloseTo(2 / 0.36, 2);
  expect((await value.data())[0]).toBeCloseTo(((2000 - dropped) / 0.36) as number, -1);
  tf.dispose([value, grad]);
  if (same !== x) same.dispose();
  expect(tf.memory().numTensors).toBe(before);
  x.dispose();
});

test('spatial dropout drops whole channels, and a seed gives the masks that it gives elsewhere', async () => {
  const spatial = tf.layers.spatialDropout1d({ rate: 0.5 } as never);
  const x = tf.ones([4, 6, 16]);
  const y = spatial.apply(x, { training: true }) as tf.Tensor3D;
  const rows = await y.array();
  for (const item of rows) for (const step of item) expect(step).toEqual(item[0]);
  const seeded = tf.layers.dropout({ rate: 0.5, seed: 7 });
  const here = seeded.apply(x, { training: true }) as tf.Tensor;
  const mine = await here.data();
  await tf.setBackend('cpu');
  const there = seeded.apply(x, { training: true }) as tf.Tensor;
  expect(mine).toEqual(await there.data());
  await tf.setBackend('onnx');
  tf.dispose([x, y, here, there]);
});
