import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { OnnxBackend } from '../backend.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

const random = (shape: number[], seed: number) => tf.tensor(pseudoRandom(shape, seed), shape);

type Options = Parameters<typeof tf.layers.layerNormalization>[0];

/** The output, the gradients of input, gamma and beta, and the output for another batch. */
async function normalized(backend: string, shape: number[], options: Options): Promise<number[][]> {
  await tf.setBackend(backend);
  const layer = tf.layers.layerNormalization({ inputShape: shape.slice(1), ...options });
  const model = tf.sequential({ layers: [layer] });
  const weights = model.weights.map((weight, i) => random(weight.shape as number[], i + 2));
  model.setWeights(weights);
  const x = random(shape, 1);
  const direction = random(shape, 7);
  const loss = (input: tf.Tensor): tf.Scalar => tf.sum(tf.mul(direction, model.apply(input) as tf.Tensor));
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const gradients = variables.length > 0 ? tf.variableGrads(() => loss(x), variables) : { value: loss(x), grads: {} };
  const dx = tf.grad(loss)(x);
  const y = model.apply(x) as tf.Tensor;
  const read = [y, gradients.value, dx, ...Object.values(gradients.grads)];
  const numbers = (await Promise.all(read.map((tensor) => tensor.data()))).map((values) => [...values]);
  tf.dispose([read, x, direction, weights]);
  model.dispose();
  return numbers;
}

test.each<[string, number[], Options]>([
  ['tokens', [2, 5, 12], {}],
  ['tokens, with a small epsilon', [2, 5, 12], { epsilon: 1e-6 }],
  ['many rows', [64, 7], {}],
  ['pictures, of the last two axes', [2, 3, 4, 5], { axis: [2, 3] }],
  ['pictures, of an axis that is not the last', [2, 3, 4, 5], { axis: 1 }],
  ['rows of one number', [3, 1], {}],
])('layer normalisation of %s equals that of the cpu backend', async (_, shape, options) => {
  const expected = await normalized('cpu', shape, options);
  const found = await normalized('onnx', shape, options);
  expect(found.map((values) => values.length)).toEqual(expected.map((values) => values.length));
  expected.forEach((values, i) => {
    const scale = Math.max(1e-2, ...values.map(Math.abs));
    values.forEach((value, j) => expect(Math.abs(value - found[i]![j]!) / scale).toBeLessThan(5e-5));
  });
});

test('without gamma or beta is as with ones or zeros, where the cpu backend has no gradient', async () => {
  const shape = [4, 6];
  const bare = async (options: Options) => {
    await tf.setBackend('onnx');
    const whole = tf.layers.layerNormalization({});
    const part = tf.layers.layerNormalization(options);
    const x = random(shape, 1);
    const results = [whole, part].map((layer) =>
      tf.grad((input: tf.Tensor) => tf.sum(tf.exp(layer.apply(input) as tf.Tensor)))(x),
    );
    const [expected, found] = await Promise.all(results.map((tensor) => tensor.data()));
    expect(found).toEqual(expected);
    tf.dispose([x, results]);
    whole.dispose();
    part.dispose();
  };
  for (const options of [{ scale: false }, { center: false }, { scale: false, center: false }]) await bare(options);
});

test('keeps its precision where the mean is far larger than the deviation', async () => {
  await tf.setBackend('onnx');
  const layer = tf.layers.layerNormalization({ epsilon: 1e-6 });
  const x = tf.tensor2d([5000, 5001, 5002], [1, 3]);
  const y = layer.apply(x) as tf.Tensor;
  const expected = [-1, 0, 1].map((value) => value / Math.sqrt(2 / 3));
  (await y.data()).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 3));
  tf.dispose([x, y]);
  layer.dispose();
});

test('second derivatives go through', async () => {
  const second = async (backend: string) => {
    await tf.setBackend(backend);
    const layer = tf.layers.layerNormalization({});
    const x = random([2, 4], 1);
    const cube = (input: tf.Tensor): tf.Tensor => tf.sum(tf.pow(layer.apply(input) as tf.Tensor, 3));
    const gradient = tf.grad((input: tf.Tensor) => tf.sum(tf.square(tf.grad(cube)(input))))(x);
    const values = [...(await gradient.data())];
    tf.dispose([x, gradient]);
    layer.dispose();
    return values;
  };
  const expected = await second('cpu');
  const scale = Math.max(...expected.map(Math.abs));
  (await second('onnx')).forEach((value, i) => expect(Math.abs(value - expected[i]!) / scale).toBeLessThan(1e-4));
});

test('is one kernel here, and none of ours on another backend', async () => {
  await tf.setBackend('cpu');
  const layer = tf.layers.layerNormalization({ inputShape: [4] });
  const x = random([3, 4], 1);
  tf.dispose(layer.apply(x) as tf.Tensor);
  const kernels = async (backend: string) => {
    await tf.setBackend(backend);
    const { kernelNames, result } = await tf.profile(() => layer.apply(x) as tf.Tensor);
    tf.dispose(result as tf.Tensor);
    return kernelNames;
  };
  expect(await kernels('cpu')).not.toContain('LayerNorm');
  expect(await kernels('onnx')).toContain('LayerNorm');
  expect(tf.backend()).toBeInstanceOf(OnnxBackend);
  layer.dispose();
  x.dispose();
});
