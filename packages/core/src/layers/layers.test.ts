import * as tf from '@tensorflow/tfjs';
import { expectGradient, onEachBackend, valuesOf } from '@siamese/testing';
import { createRandom } from '../random.ts';
import {
  attentiveStatistics,
  everyNthStep,
  lastStep,
  maskedBatchNormalization,
  maskedPooling,
  maskSteps,
  padSteps,
  registerLayers,
  seedWeights,
} from './index.ts';

const numbers = (count: number, seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.normal());
};

/** Two items of 3 and 2 steps with 2 features; what is behind the second's end must not matter. */
const x = [
  [
    [1, 10],
    [2, 20],
    [6, 60],
  ],
  [
    [-1, 0],
    [3, 5],
    [99, -99],
  ],
];
const steps = [
  [1, 1, 1],
  [1, 1, 0],
];

const applied = (layer: tf.layers.Layer, inputs: tf.Tensor[], training = false): tf.Tensor =>
  layer.apply(inputs.length === 1 ? inputs[0]! : inputs, { training }) as tf.Tensor;

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  const on = (make: () => tf.layers.Layer, training = false) =>
    valuesOf(() => {
      const layer = make();
      const inputs = [tf.tensor3d(x), ...(make === wider ? [] : [tf.tensor2d(steps)])];
      return applied(layer, inputs, training);
    });
  const wider = () => padSteps({ before: 1, after: 2 });

  test('maskSteps makes padding zero', async () => {
    expect(await on(() => maskSteps())).toEqual([1, 10, 2, 20, 6, 60, -1, 0, 3, 5, 0, -0]);
  });

  test('padSteps adds zeros at both ends', async () => {
    const expected = x.map((item) => [[0, 0], ...item, [0, 0], [0, 0]]);
    expect(await on(wider)).toEqual(expected.flat(2));
  });

  test('everyNthStep shortens a mask', async () => {
    const mask = [
      [1, 1, 1, 1, 1],
      [1, 1, 1, 0, 0],
      [1, 1, 0, 0, 0],
    ];
    const every = (stride: number) => valuesOf(() => applied(everyNthStep({ stride }), [tf.tensor2d(mask)]));
    expect(await every(2)).toEqual([1, 1, 1, 1, 1, 0, 1, 0, 0]);
    expect(await every(3)).toEqual([1, 1, 1, 0, 1, 0]);
    expect(await every(1)).toEqual(mask.flat());
  });

  test('maskedPooling takes the largest and the mean of what counts', async () => {
    expect(await on(() => maskedPooling({ kind: 'max' }))).toEqual([6, 60, 3, 5]);
    expect(await on(() => maskedPooling({ kind: 'mean' }))).toEqual([3, 30, 1, 2.5]);
    for (const kind of ['max', 'mean'] as const) {
      const none = await valuesOf(() => applied(maskedPooling({ kind }), [tf.ones([1, 2, 3]), tf.zeros([1, 2])]));
      expect(none.map(Math.abs)).toEqual([0, 0, 0]);
    }
  });

  test('attentiveStatistics gives the weighted mean and deviation', async () => {
    // Weights 1/4, 1/4, 1/2 for the first item, 1/2 and 1/2 for the second.
    const scores = [
      [[0], [0], [Math.log(2)]],
      [[7], [7], [50]],
    ];
    const values = await valuesOf(() =>
      applied(attentiveStatistics(), [tf.tensor3d(x), tf.tensor3d(scores), tf.tensor2d(steps)]),
    );
    // First: mean 3.75, E[x^2] = (1 + 4 + 72) / 4 = 19.25, so the variance is 5.1875. Second: mean 1, variance 4.
    const expected = [3.75, 37.5, Math.sqrt(5.1875), Math.sqrt(518.75), 1, 2.5, 2, 2.5];
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
  });

  test('maskedBatchNormalization uses the statistics of the five steps that count, and moves its averages', async () => {
    const layer = maskedBatchNormalization({ momentum: 0.9, epsilon: 0.5 });
    const train = () => applied(layer, [tf.tensor3d(x), tf.tensor2d(steps)], true);
    const [first, second] = [
      [1, 2, 6, -1, 3],
      [10, 20, 60, 0, 5],
    ].map((column) => {
      const mean = column.reduce((sum, value) => sum + value, 0) / 5;
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5;
      return { mean, variance, values: column.map((value) => (value - mean) / Math.sqrt(variance + 0.5)) };
    });
    const values = await valuesOf(train);
    const expected = first!.values.flatMap((value, i) => [value, second!.values[i]!]);
    [...expected, 0, 0].forEach((value, i) => expect(values[i]!).toBeCloseTo(value, 4));

    const [, , mean, variance] = layer.getWeights();
    const averages = [[...(await mean!.data())], [...(await variance!.data())]].flat();
    [0.1 * first!.mean, 0.1 * second!.mean, 0.9 + 0.1 * first!.variance, 0.9 + 0.1 * second!.variance].forEach(
      (value, i) => expect(averages[i]!).toBeCloseTo(value, 3),
    );

    const still = await valuesOf(() => applied(layer, [tf.tensor3d(x), tf.tensor2d(steps)]));
    const at = (value: number, k: number) => (value - averages[k]!) / Math.sqrt(averages[2 + k]! + 0.5);
    x.flat().forEach((step, i) => {
      const counts = steps.flat()[i]!;
      step.forEach((value, k) => expect(still[2 * i + k]!).toBeCloseTo(counts * at(value, k), 3));
    });
    layer.dispose();
  });

  test('the gradients are those of central differences', async () => {
    const mask = [
      [1, 1, 1, 1],
      [1, 1, 0, 0],
    ];
    const at = numbers(2 * 4 * 3, 1);
    const slopes = numbers(2 * 6 * 3, 2);
    const weigh = (y: tf.Tensor) => tf.sum(tf.mul(y, tf.tensor(slopes.slice(0, y.size), y.shape)));
    const masked = (layer: tf.layers.Layer) => (t: tf.Tensor) => weigh(applied(layer, [t, tf.tensor2d(mask)], true));
    for (const layer of [maskSteps(), lastStep(), maskedPooling({ kind: 'mean' }), maskedPooling({ kind: 'max' })]) {
      await expectGradient(masked(layer), at, [2, 4, 3]);
    }
    await expectGradient((t) => weigh(applied(padSteps({ before: 2, after: 0 }), [t])), at, [2, 4, 3]);
    const attend = (t: tf.Tensor) => applied(attentiveStatistics(), [t, tf.mul(t, 0.7), tf.tensor2d(mask)]);
    await expectGradient((t) => weigh(attend(t)), at, [2, 4, 3]);
  });

  test('the gradients of maskedBatchNormalization are those of central differences, for x, gamma and beta', async () => {
    const layer = maskedBatchNormalization({ epsilon: 0.1 });
    const mask = tf.tensor2d([
      [1, 1, 1, 1],
      [1, 1, 0, 0],
    ]);
    const data = tf.tensor3d(numbers(2 * 4 * 3, 3), [2, 4, 3]);
    const slopes = tf.tensor3d(numbers(2 * 4 * 3, 4), [2, 4, 3]);
    applied(layer, [data, mask], true).dispose();
    const value = (t: tf.Tensor) => tf.sum(tf.mul(slopes, applied(layer, [t, mask], true)));
    await expectGradient(value, Array.from(await data.data()), [2, 4, 3]);
    for (const [i, start] of [numbers(3, 5), numbers(3, 6)].entries()) {
      const variable = layer.trainableWeights[i]!.read() as tf.Variable;
      const set = (values: readonly number[]) => tf.tidy(() => variable.assign(tf.tensor1d([...values])));
      set(start);
      const { grads, value: found } = tf.tidy(() => tf.variableGrads(() => value(data) as tf.Scalar, [variable]));
      const gradient = await grads[variable.name]!.data();
      for (let k = 0; k < 3; k++) {
        const ends: number[] = [];
        for (const step of [0.01, -0.01]) {
          set(start.map((v, j) => (j === k ? v + step : v)));
          ends.push((await valuesOf(() => value(data)))[0]!);
        }
        expect(gradient[k]!).toBeCloseTo((ends[0]! - ends[1]!) / 0.02, 2);
      }
      tf.dispose([grads, found]);
      set(start);
    }
    layer.dispose();
    tf.dispose([mask, data, slopes]);
  });

  test('lastStep takes the last step that counts', async () => {
    expect(await on(() => lastStep())).toEqual([6, 60, 3, 5]);
    const none = await valuesOf(() => applied(lastStep(), [tf.ones([1, 2, 3]), tf.zeros([1, 2])]));
    expect(none).toEqual([0, 0, 0]);
  });
});

test('seedWeights makes recurrent kernels orthogonal, a function of the seed', () => {
  const kernels = [1, 1, 2].map((seed) => {
    const layer = tf.layers.lstm({
      name: 'lstm',
      units: 4,
      inputShape: [null, 3],
      kernelInitializer: 'zeros',
      recurrentInitializer: 'zeros',
    });
    const model = tf.sequential({ layers: [layer] });
    seedWeights(model, seed, () => 'glorot');
    const [kernel, recurrent, bias] = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    model.dispose();
    return { kernel: kernel!, recurrent: recurrent!, bias: bias! };
  });
  const [a, b, c] = kernels;
  expect(a).toEqual(b);
  expect(a!.recurrent).not.toEqual(c!.recurrent);
  expect(a!.kernel).not.toEqual(a!.recurrent.slice(0, 48));
  expect(a!.bias).toEqual(Array(16).fill(0));
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      let product = 0;
      for (let k = 0; k < 16; k++) product += a!.recurrent[16 * i + k]! * a!.recurrent[16 * j + k]!;
      expect(product).toBeCloseTo(i === j ? 1 : 0, 5);
    }
  }
});

test('a model of our layers is saved and loaded, once they are registered', async () => {
  const [input, mask] = [tf.input({ name: 'x', shape: [null, 2] }), tf.input({ name: 'mask', shape: [null] })];
  const normal = maskedBatchNormalization({ momentum: 0.5 }).apply([input, mask]) as tf.SymbolicTensor;
  const filled = padSteps({ before: 0, after: 1 }).apply(maskSteps().apply([normal, mask])) as tf.SymbolicTensor;
  const half = tf.layers.maxPooling1d({ poolSize: 2 }).apply(filled) as tf.SymbolicTensor;
  const scores = tf.layers.activation({ activation: 'tanh' }).apply(half) as tf.SymbolicTensor;
  const shorter = everyNthStep({ stride: 2 }).apply(mask) as tf.SymbolicTensor;
  const outputs = [
    maskedPooling({ kind: 'max' }).apply([half, shorter]),
    attentiveStatistics().apply([half, scores, shorter]),
    lastStep().apply([half, shorter]),
  ] as tf.SymbolicTensor[];
  const model = tf.model({ inputs: [input, mask], outputs });
  const shapes = model.outputs.map(({ shape }) => shape);
  expect(shapes).toEqual([
    [null, 2],
    [null, 4],
    [null, 2],
  ]);
  registerLayers();
  const loaded = await tf.models.modelFromJSON(JSON.parse(model.toJSON() as unknown as string));
  tf.tidy(() => loaded.setWeights(model.getWeights()));
  const values = (it: tf.LayersModel) =>
    valuesOf(() => {
      return tf.concat(it.apply([tf.tensor3d(x), tf.tensor2d(steps)]) as tf.Tensor[], 1);
    });
  const [before, after] = [await values(model), await values(loaded)];
  expect(after).toEqual(before);
  model.dispose();
  loaded.dispose();
});

test('options out of range are refused', () => {
  expect(() => padSteps({ before: -1, after: 0 })).toThrow('padSteps: before must be a non-negative integer, got -1');
  expect(() => everyNthStep({ stride: 1.5 })).toThrow(RangeError);
  expect(() => maskedBatchNormalization({ momentum: 2 })).toThrow(RangeError);
  expect(() => maskedBatchNormalization({ epsilon: 0 })).toThrow(RangeError);
  expect(() => maskedPooling({ kind: 'sum' as 'max' })).toThrow("maskedPooling: kind must be one of 'max', 'mean'");
});
