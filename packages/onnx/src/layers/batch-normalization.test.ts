import * as tf from '@tensorflow/tfjs';
import '../index.ts';

/** Values in (-1, 1) that differ from place to place. */
const wave = (shape: number[], k: number): tf.Tensor =>
  tf.tensor(
    Float32Array.from(
      { length: tf.util.sizeFromShape(shape) },
      (_, i) => Math.sin(1.3 * i + k) + 0.3 * Math.cos(0.11 * i * k),
    ),
    shape,
  );

/** Trains a step by hand: the output, the gradients of input, gamma and beta, and the moved statistics. */
async function oneStep(backend: string, shape: number[], options: object): Promise<number[][]> {
  await tf.setBackend(backend);
  const layer = tf.layers.batchNormalization({ inputShape: shape.slice(1), ...options });
  const model = tf.sequential({ layers: [layer] });
  const channels = shape.at(-1)!;
  const weights = [
    wave([channels], 2),
    wave([channels], 3),
    wave([channels], 4),
    tf.tidy(() => tf.abs(wave([channels], 5))),
  ];
  model.setWeights(weights);
  const x = wave(shape, 1);
  const direction = wave(shape, 7);
  const loss = (input: tf.Tensor): tf.Scalar =>
    tf.sum(tf.mul(direction, model.apply(input, { training: true }) as tf.Tensor));
  const { value, grads } = tf.variableGrads(
    () => loss(x),
    model.trainableWeights.map((w) => w.read() as tf.Variable),
  );
  const dx = tf.grad(loss)(x);
  const read = [value, dx, ...Object.values(grads), ...model.getWeights()];
  const numbers = (await Promise.all(read.map((t) => t.data()))).map((data) => Array.from(data));
  tf.dispose([value, dx, grads, x, direction, weights]);
  model.dispose();
  return numbers;
}

describe('batch normalisation in training', () => {
  test.each([
    ['a picture', [4, 6, 5, 3], {}],
    ['many rows of few channels', [8, 14, 14, 16], { epsilon: 1e-5, momentum: 0.9 }],
    ['a sequence', [3, 7, 5], {}],
    ['a matrix', [6, 4], {}],
    ['one value a channel', [1, 3], {}],
    ['channels first, as TensorFlow.js has it', [4, 6, 5, 3], { axis: 3 }],
  ])('of %s equals that of the cpu backend', async (_, shape, options) => {
    const expected = await oneStep('cpu', shape, options);
    const got = await oneStep('onnx', shape, options);
    expect(got.length).toBe(expected.length);
    expected.forEach((values, i) => {
      const scale = Math.max(1e-2, ...values.map(Math.abs));
      values.forEach((value, j) => expect(Math.abs(value - got[i]![j]!) / scale).toBeLessThan(5e-5));
    });
  });

  test('keeps its precision where the mean is far larger than the deviation', async () => {
    await tf.setBackend('onnx');
    const model = tf.sequential({ layers: [tf.layers.batchNormalization({ inputShape: [2] })] });
    const x = tf.tensor2d([1000, 5000, 1001, 5002, 1002, 5004], [3, 2]);
    const y = model.apply(x, { training: true }) as tf.Tensor;
    const expected = [-1, 0, 1].map((v) => v / Math.sqrt(2 / 3 + 1e-3));
    const values = Array.from(await y.data());
    expected.forEach((value, row) => expect(values[2 * row]).toBeCloseTo(value, 3));
    tf.dispose([x, y]);
    model.dispose();
  });
});
