import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { againstCpu } from '../kernels/against-cpu.test.cases.ts';

const activation = (name: string) => (x: tf.Tensor) =>
  tf.layers.activation({ activation: name as 'relu' }).apply(x) as tf.Tensor;

againstCpu({
  softmax: [[[3, 4, 5]], (x: tf.Tensor) => tf.softmax(x)],
  'softmax of a sum that is repeated': [
    [
      [3, 4],
      [1, 4],
    ],
    (x: tf.Tensor, bias: tf.Tensor) => tf.softmax(tf.add(x, tf.tile(bias, [3, 1]))),
  ],
  logSoftmax: [[[3, 4, 5]], (x: tf.Tensor) => tf.logSoftmax(x)],
  'a sum of logSoftmax': [[[3, 4]], (x: tf.Tensor) => tf.sum(tf.logSoftmax(x), 0)],
  'softmax of large numbers': [[[2, 3]], (x: tf.Tensor) => tf.softmax(tf.mul(x, 200))],
  erf: [[[3, 7]], (x: tf.Tensor) => tf.erf(tf.mul(x, 3))],
  gelu: [[[3, 7]], (x: tf.Tensor) => activation('gelu')(tf.mul(x, 4))],
  'gelu by tanh': [[[3, 7]], (x: tf.Tensor) => activation('gelu_new')(tf.mul(x, 4))],
  'gelu of a repeated row': [[[1, 7]], (x: tf.Tensor) => activation('gelu')(tf.tile(x, [3, 1]))],
  'tile of a row': [[[1, 4]], (x: tf.Tensor) => tf.tile(x, [5, 1])],
  'tile of both axes': [[[2, 3]], (x: tf.Tensor) => tf.tile(x, [2, 4])],
  'tile of an axis among three': [[[2, 3, 2]], (x: tf.Tensor) => tf.tile(x, [1, 3, 1])],
  'tile that repeats nothing': [[[2, 3]], (x: tf.Tensor) => tf.tile(x, [1, 1])],
});

test.each(['gelu', 'gelu_new'])('%s of numbers so large that its slope is 0 or 1 stays finite', async (name) => {
  await tf.setBackend('onnx');
  const x = tf.tensor1d([-1e4, -30, 0, 30, 1e4]);
  const y = activation(name)(x);
  const dx = tf.grad((input: tf.Tensor) => tf.sum(activation(name)(input)))(x);
  (await y.data()).forEach((value, i) => expect(value).toBeCloseTo([0, 0, 0, 30, 1e4][i]!, 5));
  (await dx.data()).forEach((value, i) => expect(value).toBeCloseTo([0, 0, 0.5, 1, 1][i]!, 5));
  tf.dispose([x, y, dx]);
});

const twice: { [name: string]: (x: tf.Tensor) => tf.Tensor } = {
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  erf: (x) => tf.erf(x),
  gelu: activation('gelu'),
  tile: (x) => tf.tile(x, [2, 1]),
};
test.each(Object.keys(twice))('second derivatives of %s are those of the cpu backend', async (name) => {
  const of = (x: tf.Tensor): tf.Tensor => tf.sum(tf.pow(twice[name]!(x), 3));
  const second = async (backend: string) => {
    await tf.setBackend(backend);
    const x = tf.tensor2d([0.5, -0.25, 1, 2, -1, 0.75], [2, 3]);
    const gradient = tf.grad((input: tf.Tensor) => tf.sum(tf.square(tf.grad(of)(input))))(x);
    const values = [...(await gradient.data())];
    tf.dispose([x, gradient]);
    return values;
  };
  const expected = await second('cpu');
  const scale = Math.max(...expected.map(Math.abs));
  expect(scale).toBeGreaterThan(1e-3);
  (await second('onnx')).forEach((value, i) => expect(Math.abs(value - expected[i]!) / scale).toBeLessThan(1e-4));
});

test('other backends keep their own gradients', async () => {
  await tf.setBackend('cpu');
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const { kernelNames, result } = await tf.profile(() =>
    tf.grad((input: tf.Tensor) => tf.sum(activation('gelu')(tf.softmax(input))))(x),
  );
  expect(kernelNames.filter((name) => name.endsWith('Grad') || name === 'Gelu')).toEqual([]);
  tf.dispose([x, result as tf.Tensor]);
});
