import { expectGradient, onEachBackend, testBatchLoss, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { surrogatePrecision } from './index.ts';

const [rows, width] = [7, 4];
const x = Array.from({ length: rows * width }, (_, i) => Math.sin(1.7 * i * i + 0.3));
const labels = ['a', 'a', 'b', 'a', 'b', 'c', 'a'];

/** The formula as it is written, item by item. */
function naive(k: number, t1: number, t2: number): number[] {
  const row = (i: number) => x.slice(i * width, (i + 1) * width);
  const dot = (a: number[], b: number[]) => a.reduce((sum, v, d) => sum + v * b[d]!, 0);
  const cos = (i: number, j: number) => dot(row(i), row(j)) / Math.sqrt(dot(row(i), row(i)) * dot(row(j), row(j)));
  const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));
  const all = Array.from({ length: rows }, (_, i) => i);
  return all.map((i) => {
    const positives = all.filter((j) => j !== i && labels[j] === labels[i]);
    if (positives.length === 0) return 0;
    const found = positives.map((p) => {
      const rivals = all.filter((z) => z !== i && z !== p);
      const rank = 1 + rivals.reduce((sum, z) => sum + sigmoid((cos(i, z) - cos(i, p)) / t2), 0);
      return sigmoid((k - rank) / t1);
    });
    return 1 - found.reduce((a, b) => a + b) / Math.min(k, positives.length);
  });
}

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  test.each([
    [5, 1, 0.01],
    [1, 1, 0.01],
    [2, 0.5, 0.3],
  ])('at k %d, temperatures %d and %d, it is the formula item by item', async (k, rankTemperature, temperature) => {
    const loss = surrogatePrecision({ k, rankTemperature, temperature });
    const got = await valuesOf(() => loss(tf.tensor2d(x, [rows, width]), labels));
    for (const [i, value] of naive(k, rankTemperature, temperature).entries()) expect(got[i]).toBeCloseTo(value, 4);
  });

  test('its gradient is that of central differences', async () => {
    const loss = surrogatePrecision({ k: 2, temperature: 0.5 });
    await expectGradient((t) => loss(t as tf.Tensor2D, labels), x, [rows, width]);
  });

  test('nothing is found too late where every class lies apart, and an item alone does not count', async () => {
    const apart = tf.tensor2d([1, 0, 1, 0.01, 0, 1, 0.01, 1, -1, 0], [5, 2]);
    const loss = surrogatePrecision({ k: 1, rankTemperature: 0.1 });
    const values = await valuesOf(() => loss(apart, ['a', 'a', 'b', 'b', 'c']));
    // A rank of exactly k is half within k.
    for (const value of values.slice(0, 4)) expect(value).toBeCloseTo(0.5, 3);
    expect(values[4]).toBe(0);
    expect(loss.counts!(['a', 'b', 'a'])).toEqual([true, false, true]);
    apart.dispose();
  });

  if (backend === 'cpu') testBatchLoss('surrogatePrecision', surrogatePrecision({ temperature: 0.3 }));
});

test('what is out of range is refused', () => {
  expect(() => surrogatePrecision({ k: 0 })).toThrow('surrogatePrecision: k');
  expect(() => surrogatePrecision({ temperature: 0 })).toThrow('surrogatePrecision: temperature');
  expect(() => surrogatePrecision({ rankTemperature: -1 })).toThrow('surrogatePrecision: rankTemperature');
});
