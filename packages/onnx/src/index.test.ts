import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import { backendInfo, configure } from './index.ts';

// Here and not in a test: the preset asks TensorFlow.js for its memory before each, which makes the backend.
const before = backendInfo();
configure({ threads: 1 });

test('the backend is chosen by itself, configured before its first use, and not after', async () => {
  expect(before).toEqual({ executionProviders: ['cpu'], threads: availableParallelism(), stats: undefined });
  await tf.ready();
  expect(tf.getBackend()).toBe('onnx');
  expect(backendInfo()).toMatchObject({ threads: 1, stats: { flushes: 0, sessions: 0 } });
  expect(() => configure({ threads: 0 })).toThrow(RangeError);
  expect(() => configure({ threads: 2 })).toThrow('before the first tensor');
});

test('one program gives the same bytes twice', async () => {
  const bytes: number[][] = [];
  for (let i = 0; i < 2; i++) {
    const weight = tf.tidy(() => tf.variable(tf.reshape(tf.linspace(-1, 1, 60), [20, 3]) as tf.Tensor2D));
    const batch = tf.tidy(() => tf.reshape(tf.sin(tf.range(0, 200)), [10, 20]) as tf.Tensor2D);
    const adam = tf.train.adam(0.05);
    for (let step = 0; step < 5; step++) {
      const loss = adam.minimize(() => tf.mean(tf.square(tf.matMul(batch, weight))) as tf.Scalar, true, [weight])!;
      bytes.push(Array.from(await loss.data()));
      loss.dispose();
    }
    bytes.push(Array.from(await weight.data()));
    tf.dispose([weight, batch]);
    adam.dispose();
  }
  expect(bytes.slice(6)).toEqual(bytes.slice(0, 6));
});
