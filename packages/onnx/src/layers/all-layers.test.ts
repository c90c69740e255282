import { differencesOf, gradientOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';
import { expectSameTraining, trained } from './train-against-cpu.test.cases.ts';
import type { Network } from './train-against-cpu.test.cases.ts';

type Symbolic = tf.SymbolicTensor;
type Layer = tf.layers.Layer;
const { layers } = tf;

const on = (shape: number[], layer: () => Layer, more: Partial<Network> = {}): Network => ({
  shapes: [shape],
  of: (x) => layer().apply(x) as Symbolic,
  ...more,
});
const merge = (shape: number[], layer: () => Layer): Network => ({
  shapes: [shape, shape],
  of: (a, b) => layer().apply([a, b]) as Symbolic,
});
/** Forgets the last two of five steps. */
const masked = (values: Float32Array) => {
  for (let row = 0; row < 3; row++) values.fill(0, row * 20 + 12, row * 20 + 20);
};
const rnn = { units: 3, returnSequences: true };
const sequence = (layer: () => Layer): Network => on([5, 4], layer);
const afterMask = (layer: () => Layer): Network => ({
  ...sequence(layer),
  bare: true,
  of: (x) => layer().apply(layers.masking().apply(x)) as Symbolic,
  change: masked,
});

const activations = [
  ...(['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax', 'softplus', 'softsign'] as const),
  ...(['tanh', 'swish', 'mish', 'gelu', 'gelu_new'] as const),
];

/** By the names in `tf.layers`; several networks where a layer has several forms. */
const table: Record<string, Network | readonly Network[]> = {
  // All in one network: each one by itself would need sessions of its own.
  activation: {
    shapes: [[6]],
    of: (x) => {
      const made = activations.map((activation) => layers.activation({ activation }).apply(x) as Symbolic);
      return layers.concatenate().apply(made) as Symbolic;
    },
  },
  add: merge([4], () => layers.add()),
  alphaDropout: on([20], () => layers.alphaDropout({ rate: 0.3 })),
  average: merge([4], () => layers.average()),
  averagePooling1d: on([7, 3], () => layers.averagePooling1d({ poolSize: 3, strides: 2, padding: 'same' })),
  averagePooling2d: [
    on([6, 6, 2], () => layers.averagePooling2d({ poolSize: 2 })),
    on([5, 5, 2], () => layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' })),
  ],
  averagePooling3d: on([4, 4, 4, 2], () => layers.averagePooling3d({ poolSize: 2 } as never)),
  batchNormalization: [
    on([4, 3], () => layers.batchNormalization()),
    on([3, 4, 2], () => layers.batchNormalization({ momentum: 0.5 })),
    on([5], () => layers.batchNormalization({ epsilon: 0.1 })),
  ],
  bidirectional: {
    shapes: [[5, 4]],
    of: (x) => {
      const made = (['sum', 'mul', 'ave', 'concat'] as const).map(
        (mergeMode) => layers.bidirectional({ layer: layers.simpleRNN(rnn) as tf.RNN, mergeMode }).apply(x) as Symbolic,
      );
      return layers.concatenate().apply(made) as Symbolic;
    },
  },
  concatenate: [merge([4], () => layers.concatenate()), merge([3, 4], () => layers.concatenate({ axis: 1 }))],
  conv1d: [
    on([8, 3], () => layers.conv1d({ filters: 4, kernelSize: 3, activation: 'relu' })),
    on([8, 3], () => layers.conv1d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' })),
    on([8, 3], () => layers.conv1d({ filters: 4, kernelSize: 2, padding: 'valid', useBias: false })),
  ],
  conv2d: [
    on([6, 6, 2], () => layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' })),
    on([7, 6, 2], () => layers.conv2d({ filters: 3, kernelSize: [3, 2], strides: 2, padding: 'same' })),
    on([2, 6, 6], () => layers.conv2d({ filters: 3, kernelSize: 3, dataFormat: 'channelsFirst' })),
    on([4, 4, 16], () => layers.conv2d({ filters: 5, kernelSize: 3, padding: 'same', activation: 'tanh' })),
  ],
  conv2dTranspose: [
    on([3, 3, 2], () => layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2 })),
    on([3, 4, 2], () => layers.conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2, padding: 'same' })),
  ],
  conv3d: [
    on([4, 4, 4, 2], () => layers.conv3d({ filters: 2, kernelSize: 2, activation: 'relu' })),
    on([4, 4, 4, 2], () => layers.conv3d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' })),
  ],
  convLstm2d: on([3, 5, 5, 2], () => layers.convLstm2d({ filters: 2, kernelSize: 2, returnSequences: true } as never)),
  convLstm2dCell: on([3, 4, 4, 1], () =>
    layers.convLstm2d({
      filters: 2,
      kernelSize: 2,
      cell: layers.convLstm2dCell({ filters: 2, kernelSize: 2 }),
    } as never),
  ),
  cropping2D: on([6, 6, 2], () =>
    layers.cropping2D({
      cropping: [
        [1, 2],
        [0, 1],
      ],
    }),
  ),
  dense: [
    on([5], () => layers.dense({ units: 4, activation: 'relu' })),
    on([3, 5], () => layers.dense({ units: 4, useBias: false })),
    on([5], () =>
      layers.dense({
        units: 4,
        kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
        kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.7 }),
      }),
    ),
  ],
  depthwiseConv2d: [
    on([6, 6, 3], () => layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: 'relu' })),
    on([6, 6, 3], () => layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same' })),
  ],
  dot: [
    merge([4], () => layers.dot({ axes: -1 })),
    merge([4], () => layers.dot({ axes: -1, normalize: true })),
    merge([3, 4], () => layers.dot({ axes: [2, 2] })),
  ],
  dropout: on([20], () => layers.dropout({ rate: 0.4, seed: 3 })),
  elu: on([6], () => layers.elu()),
  embedding: [
    on([5], () => layers.embedding({ inputDim: 7, outputDim: 3 }), { bare: true, below: 7 }),
    on([5], () => layers.embedding({ inputDim: 7, outputDim: 3 }), {
      bare: true,
      below: 7,
      of: (x) =>
        layers
          .lstm({ units: 2 })
          .apply(layers.embedding({ inputDim: 7, outputDim: 3, maskZero: true }).apply(x)) as Symbolic,
    }),
  ],
  flatten: on([2, 3], () => layers.flatten()),
  gaussianDropout: on([20], () => layers.gaussianDropout({ rate: 0.3 })),
  gaussianNoise: on([20], () => layers.gaussianNoise({ stddev: 0.3 })),
  globalAveragePooling1d: on([5, 3], () => layers.globalAveragePooling1d({})),
  globalAveragePooling2d: on([4, 5, 3], () => layers.globalAveragePooling2d({})),
  globalMaxPooling1d: on([5, 3], () => layers.globalMaxPooling1d({} as never)),
  globalMaxPooling2d: on([4, 5, 3], () => layers.globalMaxPooling2d({})),
  gru: [
    sequence(() => layers.gru(rnn)),
    sequence(() => layers.gru({ units: 3, recurrentActivation: 'sigmoid', dropout: 0.2, goBackwards: true })),
    afterMask(() => layers.gru({ units: 3 })),
  ],
  gruCell: sequence(() => layers.rnn({ cell: layers.gruCell({ units: 3 }), returnSequences: true })),
  inputLayer: { shapes: [[4]], of: (x) => layers.dense({ units: 2 }).apply(x) as Symbolic },
  layerNormalization: [
    on([4, 3], () => layers.layerNormalization()),
    on([4, 3], () => layers.layerNormalization({ axis: [1, 2], epsilon: 0.01 })),
  ],
  leakyReLU: on([6], () => layers.leakyReLU({ alpha: 0.1 })),
  lstm: [
    sequence(() => layers.lstm(rnn)),
    sequence(() => layers.lstm({ units: 3, recurrentActivation: 'sigmoid', goBackwards: true, unitForgetBias: false })),
    sequence(() => layers.lstm({ ...rnn, dropout: 0.2, recurrentDropout: 0.3 })),
    sequence(() => layers.lstm({ ...rnn, activation: 'relu' })),
    afterMask(() => layers.lstm(rnn)),
    afterMask(() => layers.lstm({ units: 3 })),
    on([5, 4], () => layers.lstm(rnn), {
      // an encoder whose states begin a decoder
      of: (x) => {
        const [, h, c] = layers.lstm({ units: 3, returnState: true }).apply(x) as Symbolic[];
        return layers.lstm(rnn).apply(x, { initialState: [h!, c!] }) as Symbolic;
      },
    }),
  ],
  lstmCell: sequence(() => layers.rnn({ cell: layers.lstmCell({ units: 3 }), returnSequences: true })),
  masking: on([5, 4], () => layers.simpleRNN(rnn), {
    bare: true,
    change: masked,
    of: (x) => layers.simpleRNN(rnn).apply(layers.masking().apply(x)) as Symbolic,
  }),
  maxPooling1d: on([8, 3], () => layers.maxPooling1d({ poolSize: 3, strides: 2 })),
  maxPooling2d: [
    on([6, 6, 2], () => layers.maxPooling2d({ poolSize: 2 })),
    on([5, 5, 2], () => layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })),
  ],
  maxPooling3d: on([4, 4, 4, 2], () => layers.maxPooling3d({ poolSize: 2 } as never)),
  maximum: merge([4], () => layers.maximum()),
  minimum: merge([4], () => layers.minimum()),
  multiply: merge([4], () => layers.multiply()),
  permute: on([2, 3, 4], () => layers.permute({ dims: [3, 1, 2] })),
  prelu: [on([4, 3], () => layers.prelu()), on([4, 3], () => layers.prelu({ sharedAxes: [1] }))],
  reLU: [on([6], () => layers.reLU()), on([6], () => layers.reLU({ maxValue: 0.3 }))],
  repeatVector: on([4], () => layers.repeatVector({ n: 3 })),
  rescaling: on([4], () => layers.rescaling({ scale: 0.5, offset: 0.1 })),
  reshape: on([2, 6], () => layers.reshape({ targetShape: [3, 4] })),
  rnn: sequence(() =>
    layers.rnn({ cell: [layers.simpleRNNCell({ units: 3 }), layers.gruCell({ units: 2 })], returnSequences: true }),
  ),
  separableConv2d: on([6, 6, 2], () =>
    layers.separableConv2d({ filters: 3, kernelSize: 3, depthMultiplier: 2, activation: 'relu' }),
  ),
  simpleRNN: [
    sequence(() => layers.simpleRNN(rnn)),
    sequence(() => layers.simpleRNN({ units: 3, goBackwards: true, dropout: 0.2, activation: 'relu' })),
  ],
  simpleRNNCell: sequence(() => layers.rnn({ cell: layers.simpleRNNCell({ units: 3 }) })),
  softmax: on([3, 4], () => layers.softmax({ axis: -1 })),
  spatialDropout1d: on([6, 5], () => layers.spatialDropout1d({ rate: 0.4, seed: 3 } as never)),
  stackedRNNCells: sequence(() =>
    layers.rnn({
      cell: layers.stackedRNNCells({ cells: [layers.lstmCell({ units: 3 }), layers.lstmCell({ units: 2 })] }),
    }),
  ),
  timeDistributed: on([3, 4, 4, 2], () =>
    layers.timeDistributed({ layer: layers.conv2d({ filters: 2, kernelSize: 3 }) }),
  ),
  upSampling2d: (['nearest', 'bilinear'] as const).map((interpolation) =>
    on([3, 3, 2], () => layers.upSampling2d({ size: [2, 3], interpolation }), { batch: 1 }),
  ),
  zeroPadding2d: on([3, 3, 2], () =>
    layers.zeroPadding2d({
      padding: [
        [1, 2],
        [0, 1],
      ],
    }),
  ),
};

/** Layers that TensorFlow.js cannot put into a model of fixed shapes: they change the shapes of their inputs. Applied to tensors. */
const applied: Record<
  string,
  readonly { readonly input: () => tf.Tensor; readonly layer: () => Layer; readonly flat?: boolean }[]
> = {
  categoryEncoding: (['multiHot', 'count', 'oneHot'] as const).map((outputMode) => ({
    input: () => (outputMode === 'oneHot' ? tf.tensor1d([0, 3, 2]) : tf.tensor2d([0, 3, 2, 3, 4, 0], [2, 3])),
    layer: () => layers.categoryEncoding({ numTokens: 5, outputMode }),
    flat: true,
  })),
  centerCrop: [
    { input: () => pictures(2, 6), layer: () => layers.centerCrop({ height: 4, width: 3 }), flat: true },
    { input: () => pictures(1, 2), layer: () => layers.centerCrop({ height: 4, width: 3 }) },
  ],
  randomWidth: [{ input: () => pictures(1, 4), layer: () => layers.randomWidth({ factor: [0.1, 0.9], seed: 3 }) }],
  resizing: (['bilinear', 'nearest'] as const).map((interpolation) => ({
    // The cpu backend's gradient of nearest neighbours is wrong for more than one picture.
    input: () => pictures(1, 4),
    layer: () => layers.resizing({ height: 8, width: 6, interpolation }),
  })),
  thresholdedReLU: [{ input: () => pictures(1, 4), layer: () => layers.thresholdedReLU({ theta: 0.2 }), flat: true }],
};

const pictures = (count: number, size: number) =>
  tf.tensor(pseudoRandom([count, size, size, 2], 5), [count, size, size, 2]);

/** Other names of layers in the table, and what is no layer. */
const others = [
  'avgPool1d',
  'avgPool2d',
  'avgPool3d',
  'avgPooling1d',
  'avgPooling2d',
  'avgPooling3d',
  'globalMaxPool1d',
  'globalMaxPool2d',
  'maxPool1d',
  'maxPool2d',
  'Layer',
  'RNN',
  'RNNCell',
  'input',
  'conv3dTranspose', // below
];

test('every layer of TensorFlow.js is in the table', () => {
  expect([...Object.keys(table), ...Object.keys(applied), ...others].sort()).toEqual(Object.keys(layers).sort());
});

test.each(Object.keys(table))('%s learns what it learns on the cpu backend', async (name) => {
  for (const network of [table[name]!].flat()) await expectSameTraining(network);
});

test.each(Object.keys(applied))('%s gives what it gives on the cpu backend', async (name) => {
  for (const { input, layer, flat } of applied[name]!) {
    const run = async (backend: string) => {
      await tf.setBackend(backend);
      const made = tf.tidy(() => {
        const call = (x: tf.Tensor) => layer().apply(x, { training: true }) as tf.Tensor;
        const y = call(input());
        if (flat) return [y];
        const weights = tf.tensor(pseudoRandom(y.shape, 7), y.shape);
        return [y, tf.grad((x) => tf.mul(call(x), weights))(input())];
      });
      const read = await Promise.all(made.map((tensor) => tensor.array()));
      tf.dispose(made);
      return read.flat(9) as number[];
    };
    const expected = await run('cpu');
    const found = await run('onnx');
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  }
});

test('categories out of range are told where they are computed', async () => {
  await tf.setBackend('onnx');
  const encoded = tf.tidy(
    () => layers.categoryEncoding({ numTokens: 3 }).apply(tf.add(tf.tensor2d([[0, 1]]), 2)) as tf.Tensor,
  );
  await expect(encoded.data()).rejects.toThrow('numbers must be from 0 to 2 (numTokens - 1), got 3');
  encoded.dispose();
});

/** Layers whose gradient fails on TensorFlow.js's own backends. */
const differentiated: Record<string, readonly [shape: number[], layer: () => Layer]> = {
  'batchNormalization of the second axis': [[3, 2, 2], () => layers.batchNormalization({ axis: 1 })],
  'batchNormalization of an axis in the middle': [[2, 3, 2, 2], () => layers.batchNormalization({ axis: 2 })],
  'batchNormalization that does not shift': [[4, 3], () => layers.batchNormalization({ center: false })],
  'batchNormalization that does not scale': [[4, 3], () => layers.batchNormalization({ scale: false })],
  conv3dTranspose: [[1, 2, 2, 2, 2], () => layers.conv3dTranspose({ filters: 2, kernelSize: 2, strides: 2 })],
  thresholdedReLU: [[6], () => layers.thresholdedReLU({ theta: 0.2 })],
  'upSampling2d, nearest, of two pictures': [[2, 2, 3, 1], () => layers.upSampling2d({ size: [2, 2] })],
  'upSampling2d, bilinear, of two pictures': [
    [2, 2, 3, 1],
    () => layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
  ],
};

test.each(Object.keys(differentiated))('the gradient of %s is that of central differences', async (name) => {
  await tf.setBackend('onnx');
  const [shape, make] = differentiated[name]!;
  const layer = make();
  layer.build(shape);
  const of = (x: tf.Tensor) => {
    const y = layer.apply(x, { training: true }) as tf.Tensor;
    return tf.mul(y, tf.tensor(pseudoRandom(y.shape, 3), y.shape));
  };
  const x = Array.from(pseudoRandom(shape, 1));
  const slopes = await gradientOf(of, x, shape);
  const expected = await differencesOf(of, x, shape);
  const scale = Math.max(1, ...expected.map(Math.abs));
  slopes.forEach((slope, i) => expect(Math.abs(slope - expected[i]!) / scale).toBeLessThan(5e-3));
  for (const weight of layer.weights) weight.dispose();
});

test('a transposed 3-D convolution has the filter gradient of central differences', async () => {
  await tf.setBackend('onnx');
  const [x, shape] = [tf.tensor5d(pseudoRandom([1, 2, 2, 2, 2], 1), [1, 2, 2, 2, 2]), [2, 2, 2, 3, 2]];
  const weights = tf.tensor(pseudoRandom([1, 4, 4, 4, 3], 2), [1, 4, 4, 4, 3]);
  const of = (filter: tf.Tensor) =>
    tf.mul(tf.conv3dTranspose(x, filter as tf.Tensor5D, [1, 4, 4, 4, 3], 2, 'valid'), weights);
  const filter = Array.from(pseudoRandom(shape, 3));
  const slopes = await gradientOf(of, filter, shape);
  const expected = await differencesOf(of, filter, shape);
  slopes.forEach((slope, i) => expect(slope).toBeCloseTo(expected[i]!, 2));
  tf.dispose([x, weights]);
});

test('attention built from layers learns what it learns on the cpu backend', () =>
  expectSameTraining({
    shapes: [[5, 4]],
    of: (x) => {
      const project = () => layers.dense({ units: 3 }).apply(x) as Symbolic;
      const [query, key, value] = [project(), project(), project()];
      const scores = layers.dot({ axes: [2, 2] }).apply([query, key]);
      const weights = layers.softmax({ axis: -1 }).apply(layers.rescaling({ scale: 1 / Math.sqrt(3) }).apply(scores));
      return layers
        .layerNormalization()
        .apply(layers.dot({ axes: [2, 1] }).apply([weights, value] as Symbolic[])) as Symbolic;
    },
  }));

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  'momentum, nesterov': () => tf.train.momentum(0.1, 0.9, true),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.5, 0.9),
  adam: () => tf.train.adam(0.02),
  adamax: () => tf.train.adamax(0.02),
  rmsprop: () => tf.train.rmsprop(0.01),
  'rmsprop, momentum': () => tf.train.rmsprop(0.01, 0.9, 0.5),
  // TensorFlow.js subtracts epsilon under the root, which is no number for slopes that are small beside it.
  'rmsprop, centred': () => tf.train.rmsprop(0.01, 0.9, 0, 1e-12, true),
};

test('every optimiser of TensorFlow.js is tried', () => {
  const tried = Object.keys(optimizers).map((name) => name.split(',')[0]);
  expect([...new Set(tried)].sort()).toEqual(Object.keys(tf.train).sort());
});

test.each(Object.keys(optimizers))('%s trains a network of several kinds of layers as on the cpu backend', (name) =>
  expectSameTraining({
    shapes: [[6, 3]],
    optimizer: optimizers[name]!,
    of: (x) => {
      // Without a bias, whose slope before the normalisation is 0 but for rounding.
      const mapped = layers
        .conv1d({ filters: 4, kernelSize: 3, activation: 'relu', useBias: false })
        .apply(x) as Symbolic;
      const remembered = layers.gru({ units: 3 }).apply(layers.batchNormalization().apply(mapped)) as Symbolic;
      return layers.dense({ units: 2 }).apply(remembered) as Symbolic;
    },
  }),
);

test('two trainings of one network give the same numbers', async () => {
  const network = on([6, 6, 2], () => layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' }));
  expect(await trained('onnx', network)).toEqual(await trained('onnx', network));
});
