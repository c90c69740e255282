import * as tf from '@tensorflow/tfjs';
import { loadWasm } from './wasm.ts';

it('lends wasm the kernels that it lacks, with their gradients', async () => {
  const gradient = (): number[] => {
    const values = tf.tidy(() => {
      const x = tf.reshape(tf.range(0, 32), [1, 4, 4, 2]);
      const filter = tf.reshape(tf.range(0, 36), [3, 3, 2, 2]);
      const loss = (f: tf.Tensor): tf.Scalar =>
        tf.sum(tf.square(tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same')));
      return [...tf.grad(loss)(filter).dataSync()];
    });
    return values;
  };
  await tf.setBackend('cpu');
  const expected = gradient();
  await loadWasm();
  expect(tf.getBackend()).toBe('wasm');
  const got = gradient();
  got.forEach((value, i) => expect(value / expected[i]!).toBeCloseTo(1, 5));
});
