import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

const noise = (shape: number[], seed: number) => tf.tensor(pseudoRandom(shape, seed), shape);

/** Runs a program on the cpu backend and here, and expects the same numbers. */
async function sameAsCpu(program: () => Promise<readonly number[]>): Promise<void> {
  await tf.setBackend('cpu');
  const expected = await program();
  await tf.setBackend('onnx');
  const found = await program();
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    const off = Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    if (!(off < 1e-4)) throw new Error(`number ${i} is ${value} and not ${expected[i]}`);
  });
}

function setWeights(model: tf.LayersModel): void {
  const weights = model.weights.map(({ shape }, i) => noise(shape as number[], i + 1));
  model.setWeights(weights);
  tf.dispose(weights);
}

const losses = [
  'meanSquaredError',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredLogarithmicError',
  'squaredHinge',
  'hinge',
  'categoricalHinge',
  'logcosh',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'binaryCrossentropy',
  'kullbackLeiblerDivergence',
  'poisson',
  'cosineProximity',
];

test('every loss of tf.layers, and its metrics, are what they are on the cpu backend', () =>
  sameAsCpu(async () => {
    const input = tf.input({ shape: [4] });
    const outputs = losses.map(
      () => tf.layers.dense({ units: 3, activation: 'softmax' }).apply(input) as tf.SymbolicTensor,
    );
    const model = tf.model({ inputs: input, outputs });
    setWeights(model);
    const classes = [0, 2, 1, 1, 0, 2];
    const x = noise([6, 4], 5);
    const oneHot = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), 3), 'float32'));
    const column = tf.tensor2d(classes, [6, 1]);
    const y = losses.map((loss) => (loss.startsWith('sparse') ? column : oneHot));
    model.compile({ optimizer: tf.train.sgd(0.05), loss: losses, metrics: ['accuracy'] });
    const { history } = await model.fit(x, y, { epochs: 2, batchSize: 3, shuffle: false, verbose: 0 });
    tf.dispose([x, oneHot, column]);
    model.dispose();
    model.optimizer.dispose();
    return Object.values(history).flat() as number[];
  }));

test('early stopping, weights of classes and a model of its own metric run', () =>
  sameAsCpu(async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], activation: 'softmax' })] });
    setWeights(model);
    const x = noise([8, 3], 1);
    const y = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d([0, 1, 1, 0, 1, 0, 0, 1], 'int32'), 2), 'float32'));
    const largest = (_: tf.Tensor, prediction: tf.Tensor) => tf.max(prediction);
    model.compile({ optimizer: tf.train.sgd(3), loss: 'categoricalCrossentropy', metrics: [largest] });
    const { history, epoch } = await model.fit(x, y, {
      epochs: 20,
      batchSize: 4,
      shuffle: false,
      verbose: 0,
      classWeight: { 0: 1, 1: 3 },
      validationData: [x, y],
      callbacks: tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 1 }),
    });
    tf.dispose([x, y]);
    model.dispose();
    model.optimizer.dispose();
    return [...epoch, ...(Object.values(history).flat() as number[])];
  }));

test('a saved model is the same when it is loaded, and learns on', () =>
  sameAsCpu(async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [5, 5, 1], filters: 2, kernelSize: 3, activation: 'relu' }),
        tf.layers.batchNormalization(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 1 }),
      ],
    });
    const [x, y] = [noise([4, 5, 5, 1], 1), noise([4, 1], 2)];
    const optimizer = tf.train.adam(0.01);
    model.compile({ optimizer, loss: 'meanSquaredError' });
    const weights = model.weights.map(({ shape, name }, i) => {
      const values = pseudoRandom(shape as number[], i + 1);
      return tf.tensor(name.includes('variance') ? values.map((value) => value + 2) : values, shape as number[]);
    });
    model.setWeights(weights);
    const numbers = [(await model.trainOnBatch(x, y)) as number];
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    for (const one of [model, loaded]) {
      const predicted = one.predict(x) as tf.Tensor;
      numbers.push(...(await predicted.data()));
      predicted.dispose();
    }
    expect(numbers.slice(1, 5)).toEqual(numbers.slice(5, 9));
    loaded.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    for (let i = 0; i < 2; i++) numbers.push((await loaded.trainOnBatch(x, y)) as number);
    tf.dispose([x, y, weights]);
    model.dispose();
    loaded.dispose();
    loaded.optimizer.dispose();
    optimizer.dispose();
    return numbers;
  }));

/** A graph as TensorFlow's converter writes it: convolution, normalisation, pooling, a classifier. */
function graphModel(): tf.io.ModelArtifacts {
  const shape = (sizes: number[]) => ({ shape: { dim: sizes.map((size) => ({ size: `${size}` })) } });
  const weights: Record<string, number[]> = {
    filter: [3, 3, 1, 2],
    gamma: [2],
    beta: [2],
    mean: [2],
    variance: [2],
    matrix: [2, 3],
  };
  const T = { T: { type: 'DT_FLOAT' } };
  const list = (values: number[]) => ({ list: { i: values.map(String) } });
  const window = { strides: list([1, 1, 1, 1]), padding: { s: 'U0FNRQ==' }, dataFormat: { s: 'TkhXQw==' } };
  const node = [
    { name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' }, shape: shape([-1, 6, 6, 1]) } },
    ...Object.keys(weights).map((name) => ({ name, op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } })),
    { name: 'axes', op: 'Const', attr: { dtype: { type: 'DT_INT32' } } },
    { name: 'conv', op: 'Conv2D', input: ['x', 'filter'], attr: { ...T, ...window, dilations: list([1, 1, 1, 1]) } },
    {
      name: 'norm',
      op: 'FusedBatchNormV3',
      input: ['conv', 'gamma', 'beta', 'mean', 'variance'],
      attr: { ...T, epsilon: { f: 0.001 }, isTraining: { b: false }, dataFormat: { s: 'TkhXQw==' } },
    },
    { name: 'relu', op: 'Relu6', input: ['norm'], attr: T },
    { name: 'pool', op: 'MaxPool', input: ['relu'], attr: { ...T, ...window, ksize: list([1, 2, 2, 1]) } },
    { name: 'average', op: 'Mean', input: ['pool', 'axes'], attr: { ...T, keepDims: { b: false } } },
    { name: 'product', op: 'MatMul', input: ['average', 'matrix'], attr: { ...T } },
    { name: 'y', op: 'Softmax', input: ['product'], attr: T },
  ];
  const specs = Object.entries(weights).map(([name, sizes]) => ({ name, shape: sizes, dtype: 'float32' as const }));
  const values = specs.map(({ shape: sizes }, i) => pseudoRandom(sizes, i + 1).map((value) => value + 1.2));
  const weightData = new ArrayBuffer(4 * values.reduce((sum, { length }) => sum + length, 2));
  let at = 0;
  for (const part of values) {
    new Float32Array(weightData).set(part, at);
    at += part.length;
  }
  new Int32Array(weightData).set([1, 2], at);
  return {
    modelTopology: { node, library: {}, versions: { producer: 27 } },
    format: 'graph-model',
    weightSpecs: [...specs, { name: 'axes', shape: [2], dtype: 'int32' }],
    weightData,
  };
}

test('a graph model predicts what it predicts on the cpu backend', () =>
  sameAsCpu(async () => {
    const model = await tf.loadGraphModel(tf.io.fromMemory(graphModel()));
    const x = noise([2, 6, 6, 1], 9);
    const predicted = model.predict(x) as tf.Tensor;
    const executed = model.execute(x, ['y', 'average']) as tf.Tensor[];
    const numbers = [...(await predicted.data())];
    for (const tensor of executed) numbers.push(...(await tensor.data()));
    tf.dispose([x, predicted, executed]);
    model.dispose();
    return numbers;
  }));
