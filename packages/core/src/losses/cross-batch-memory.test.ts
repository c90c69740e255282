import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { crossBatchMemory, mean, supervisedContrastive } from './index.ts';

const batches = [
  {
    rows: [
      [1, 0],
      [0, 1],
    ],
    labels: ['a', 'b'],
  },
  {
    rows: [
      [0.6, 0.8],
      [-1, 0],
    ],
    labels: ['b', 'c'],
  },
  {
    rows: [
      [0.8, 0.6],
      [0, -1],
    ],
    labels: ['a', 'c'],
  },
  {
    rows: [
      [0.8, -0.6],
      [-0.6, 0.8],
    ],
    labels: ['d', 'b'],
  },
];

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test('compares a batch with the last ones once it is full, and lets no gradient into the memory', async () => {
    const plain = supervisedContrastive();
    const loss = crossBatchMemory(plain, { size: 4, dimensions: 2 });
    const seen: (typeof batches)[number][] = [];
    for (const [step, { rows, labels }] of batches.entries()) {
      const past = step < 2 ? [] : seen.slice(-2);
      const names = [...labels, ...past.flatMap((batch) => batch.labels)];
      expect(loss.counts!(labels)).toEqual(plain.counts!(names).slice(0, 2));
      const batch = tf.tensor2d(rows);
      const tail = tf.tensor2d(
        past.flatMap((one) => one.rows),
        [2 * past.length, 2],
      );
      const value = (by: typeof plain, more: tf.Tensor2D | undefined, given: readonly string[]) =>
        tf.valueAndGrad((x: tf.Tensor) => {
          const joint = more === undefined ? x : tf.concat([x, more] as tf.Tensor2D[]);
          return mean(tf.slice(by(joint as tf.Tensor2D, given), [0], [2]));
        })(batch);
      const got = value(loss, undefined, labels);
      const expected = value(plain, past.length === 0 ? undefined : tail, names);
      expect((await got.value.data())[0]).toBeCloseTo((await expected.value.data())[0]!, 5);
      const [gradient, wanted] = [await got.grad.data(), await expected.grad.data()];
      for (const [i, slope] of gradient.entries()) expect(slope).toBeCloseTo(wanted[i]!, 5);
      seen.push({ rows, labels });
      tf.dispose([got, expected, batch, tail]);
    }
    tf.dispose([...loss.memory!]);
  });
});

describe('on cpu', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('what it remembers is saved and put back', async () => {
    const make = () => crossBatchMemory(supervisedContrastive(), { size: 2, dimensions: 2 });
    const [first, second] = [make(), make()];
    const feed = (loss: typeof first, k: number) =>
      tf.tidy(() => [...loss(tf.tensor2d(batches[k]!.rows), batches[k]!.labels).dataSync()]);
    feed(first, 0);
    second.memory![0]!.assign(first.memory![0]!);
    second.state!.restore(JSON.parse(JSON.stringify(first.state!.save())) as never);
    expect(feed(second, 1)).toEqual(feed(first, 1));
    tf.dispose([...first.memory!, ...second.memory!]);
  });

  test('a batch larger than the memory is refused', () => {
    const loss = crossBatchMemory(supervisedContrastive(), { size: 1, dimensions: 2 });
    const batch = tf.tensor2d(batches[0]!.rows);
    expect(() => loss(batch, batches[0]!.labels)).toThrow(
      new RangeError('crossBatchMemory: size must be at least a batch of 2 items, got 1'),
    );
    expect(() => crossBatchMemory(supervisedContrastive(), { size: 0, dimensions: 2 })).toThrow(RangeError);
    tf.dispose([batch, ...loss.memory!]);
  });
});
