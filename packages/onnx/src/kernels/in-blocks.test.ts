import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { pseudoRandom } from './against-cpu.test.cases.ts';
import { blocks } from './in-blocks.ts';

test('few numbers and numbers that cannot be divided stay in one block, others are cut into equal ones', () => {
  expect([0, 1000, 2 ** 19 - 1, 524_309].map(blocks)).toEqual([1, 1, 1, 1]);
  expect([2 ** 19, 2048 * 1024, 2048 * 1536, 3 * 2 ** 18].map(blocks)).toEqual([4, 16, 24, 6]);
});

test('a gradient in blocks and a product with transposed rows are what they are on the cpu backend', async () => {
  const gradients = async (backend: string) => {
    await tf.setBackend(backend);
    const x = tf.tensor(pseudoRandom([1024, 8], 1), [1024, 8]);
    const weights = tf.tensor(pseudoRandom([8, 513], 2), [8, 513]);
    const gelu = tf.layers.activation({ activation: 'gelu' as 'relu' });
    const loss = (a: tf.Tensor, b: tf.Tensor) => tf.mean(tf.square(gelu.apply(tf.matMul(a, b)) as tf.Tensor));
    const found = tf.grads(loss)([x, weights]);
    const numbers = await Promise.all(found.map((tensor) => tensor.data<'float32'>()));
    tf.dispose([x, weights, found]);
    return numbers;
  };
  const expected = await gradients('cpu');
  const found = await gradients('onnx');
  expected.forEach((values, i) => {
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    let worst = 0;
    values.forEach((value, k) => (worst = Math.max(worst, Math.abs(value - found[i]![k]!) / scale)));
    expect(scale).toBeGreaterThan(0);
    expect(worst).toBeLessThan(1e-5);
  });
});
