import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { expectSameTraining } from './train-against-cpu.test.cases.ts';

type Symbolic = tf.SymbolicTensor;

/** The kernels that a step of training calls, by name. */
async function kernelsOf(backend: string, layers: tf.layers.Layer[], shape: number[]): Promise<string[]> {
  await tf.setBackend(backend);
  const model = tf.sequential({ layers });
  const x = tf.ones([2, ...shape]);
  const run = jest.spyOn(tf.engine(), 'runKernel');
  const { value, grads } = tf.variableGrads(() => tf.sum(model.apply(x, { training: true }) as tf.Tensor));
  const names = run.mock.calls.map(([name]) => name);
  run.mockRestore();
  await value.data();
  tf.dispose([x, value, grads]);
  model.dispose();
  return names.filter((name) => /Mul|Conv|Dense|Relu|Step|Add|Bias/.test(name));
}

const dense = () => [
  tf.layers.dense({ units: 3, activation: 'relu', inputShape: [4] }),
  tf.layers.dense({ units: 2, activation: 'elu' }),
];
const convolutions = () => [
  tf.layers.conv1d({ filters: 3, kernelSize: 2, activation: 'relu', inputShape: [5, 2] }),
  tf.layers.conv1d({ filters: 2, kernelSize: 2, strides: 2 }),
];

test('a dense layer and its gradient are one kernel each', async () => {
  expect(await kernelsOf('onnx', dense(), [4])).toEqual(['_FusedMatMul', '_FusedMatMul', 'DenseGrad', 'DenseGrad']);
});

test('a convolution and its gradient are one kernel each', async () => {
  expect(await kernelsOf('onnx', convolutions(), [5, 2])).toEqual([
    'FusedConv2D',
    'FusedConv2D',
    'FusedConv2DGrad',
    'FusedConv2DGrad',
  ]);
});

test('other backends keep their kernels', async () => {
  expect(await kernelsOf('cpu', dense(), [4])).not.toContain('DenseGrad');
  expect(await kernelsOf('cpu', convolutions(), [5, 2])).not.toContain('FusedConv2DGrad');
});

describe('training equals that on the cpu backend', () => {
  test.each<[string, number[], () => tf.layers.Layer]>([
    ['a dense layer of rows', [3, 5], () => tf.layers.dense({ units: 4, activation: 'relu' })],
    ['a dense layer of matrices', [2, 3, 5], () => tf.layers.dense({ units: 4, activation: 'elu' })],
    ['an activation of its own', [5], () => tf.layers.dense({ units: 4, activation: 'sigmoid' })],
    ['a convolution with elu', [6, 6, 2], () => tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: 'elu' })],
    ['blocks, with pooling', [6, 6, 16], () => tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' })],
    [
      'columns, with a stride',
      [7, 7, 16],
      () => tf.layers.conv2d({ filters: 16, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
    ],
    [
      'many columns',
      [12, 16],
      () => tf.layers.conv1d({ filters: 16, kernelSize: 5, padding: 'same', activation: 'relu' }),
    ],
  ])('%s', async (_, shape, layer) => {
    const pooled = (x: Symbolic) =>
      x.shape.length === 4 ? (tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as Symbolic) : x;
    await expectSameTraining({
      shapes: [shape],
      of: (x) => pooled(layer().apply(x) as Symbolic),
      batch: shape[0] === 6 ? 16 : 3,
    });
  });
});

test('a dilated convolution has the gradients of one with zeros between its taps', async () => {
  await tf.setBackend('onnx');
  const layer = tf.layers.conv1d({ filters: 1, kernelSize: 2, dilationRate: 2, useBias: false, inputShape: [5, 1] });
  const model = tf.sequential({ layers: [layer] });
  const weights = tf.tensor3d([2, 3], [2, 1, 1]);
  model.setWeights([weights]);
  const x = tf.tensor3d([1, 2, 4, 7, 11], [1, 5, 1]);
  const loss = (input: tf.Tensor) =>
    tf.sum(tf.mul([[[1], [10], [100]]], model.apply(input, { training: true }) as tf.Tensor));
  const dx = tf.tidy(() => tf.grad(loss)(x));
  const { value, grads } = tf.variableGrads(() => tf.tidy(() => loss(x) as tf.Scalar));
  expect([...(await dx.data())]).toEqual([2, 20, 203, 30, 300]);
  expect([...(await Object.values(grads)[0]!.data())]).toEqual([1 + 20 + 400, 4 + 70 + 1100]);
  tf.dispose([weights, x, dx, value, grads]);
  model.dispose();
});

test('a second derivative is that of the composition', async () => {
  await tf.setBackend('onnx');
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [2] })] });
  const weights = tf.tensor2d([[3], [5]]);
  model.setWeights([weights]);
  const first = tf.grad((x) => tf.square(model.apply(x) as tf.Tensor));
  const x = tf.tensor2d([[1, 2]]);
  const second = tf.tidy(() => tf.grad((input) => tf.sum(first(input)))(x));
  // The gradient is 2 (3 x + 5 y) (3, 5).
  expect([...(await second.data())]).toEqual([2 * 3 * 8, 2 * 5 * 8]);
  tf.dispose([weights, x, second]);
  model.dispose();
});
