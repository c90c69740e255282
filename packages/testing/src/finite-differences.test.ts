import * as tf from '@tensorflow/tfjs';
import { expectGradient, kernelsOf, valuesOf } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

test('a right gradient passes, a wrong one is told with both numbers', async () => {
  await expectGradient((x) => tf.square(x), [1, -2], [2]);
  const wrong = (x: tf.Tensor) =>
    tf.customGrad((y) => ({ value: tf.square(y as tf.Tensor), gradFunc: (dy) => tf.mul(dy, 3) }))(x);
  await expect(expectGradient(wrong, [1], [1])).rejects.toThrow(
    /^the gradient at 0 is 3, central differences give (1\.99|2)/,
  );
  const notFinite = (x: tf.Tensor) => tf.sqrt(x);
  await expect(expectGradient(notFinite, [0], [1])).rejects.toThrow('the gradient at 0 is Infinity');
});

test('the kernels of a computation are told in order, and its values read', async () => {
  expect(await kernelsOf(() => tf.relu(tf.add(tf.scalar(1), 2)))).toEqual(['Add', 'Relu']);
  expect(await valuesOf(() => tf.relu(tf.tensor1d([-1, 2])))).toEqual([0, 2]);
});
