import { fromBinary } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelProtoSchema } from '../graph/generated/onnx_pb.ts';
import type { ModelProto } from '../graph/generated/onnx_pb.ts';
import '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';
import { useBackend } from '../testing/test-backend.ts';
import { exportOnnx } from './index.ts';
import type { Exportable, ExportOptions } from './index.ts';

const { layers } = tf;
const ANY = null as unknown as number;
const noise = (shape: number[], seed = 1) => tf.tensor(pseudoRandom(shape, seed), shape);
const parse = (bytes: Uint8Array): ModelProto => fromBinary(ModelProtoSchema, bytes);

beforeAll(() => useBackend());

/** What ONNX Runtime makes of a file, by output. */
async function run(
  bytes: Uint8Array,
  inputs: readonly tf.Tensor[],
): Promise<{ dims: readonly number[]; data: number[] }[]> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const feeds: Record<string, Tensor> = {};
  for (const [i, input] of inputs.entries()) {
    feeds[session.inputNames[i]!] = new Tensor(
      input.dtype as 'float32',
      (await input.data()) as Float32Array,
      input.shape,
    );
  }
  const results = await session.run(feeds);
  await session.release();
  return session.outputNames.map((name) => ({
    dims: results[name]!.dims,
    data: Array.from(results[name]!.data as Float32Array, Number),
  }));
}

/** Exports a model and compares what the file gives with what the model predicts, for inputs of these shapes. */
async function same(model: tf.LayersModel, shapes: readonly number[][], options?: ExportOptions): Promise<ModelProto> {
  const bytes = await exportOnnx(model, options);
  for (const shape of shapes) {
    const x = noise(shape);
    const expected = tf.tidy(() => model.apply(x) as tf.Tensor);
    const [found] = await run(bytes, [x]);
    expect(found!.dims).toEqual(expected.shape);
    (await expected.data()).forEach((value, i) => expect(found!.data[i]).toBeCloseTo(value, 5));
    tf.dispose([x, expected]);
  }
  model.dispose();
  return parse(bytes);
}

/** A length or a name for each axis. */
const dims = (model: ModelProto, which: 'input' | 'output') =>
  model.graph![which].map(({ type }) => {
    const { value } = type!.value.case === 'tensorType' ? type!.value : { value: undefined };
    return value!.shape!.dim.map((dim) =>
      dim.value.case === 'dimValue' ? Number(dim.value.value) : (dim.value.value ?? '?'),
    );
  });

test('a network of dense layers: weights, names, sizes and origin', async () => {
  const model = tf.sequential({
    layers: [
      layers.dense({ units: 5, activation: 'relu', inputShape: [4], name: 'first' }),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: 3, activation: 'softmax', name: 'last' }),
    ],
  });
  const weights = model.weights.map(({ name }) => name);
  const { graph, ...file } = await same(
    model,
    [
      [1, 4],
      [7, 4],
    ],
    { description: 'what it is for' },
  );
  expect(graph!.node.map(({ opType }) => opType).filter((type) => type !== 'Reshape')).toEqual([
    'Gemm',
    'Relu',
    'Gemm',
    'Add',
    'Softmax',
  ]);
  expect(graph!.initializer.map(({ name }) => name)).toEqual(expect.arrayContaining(weights));
  expect(graph!.input.map(({ name }) => name)).toEqual(['first_input']);
  expect(graph!.output.map(({ name }) => name)).toEqual(['last']);
  expect([dims({ graph } as ModelProto, 'input'), dims({ graph } as ModelProto, 'output')]).toEqual([
    [['batch', 4]],
    [['batch', 3]],
  ]);
  expect(file).toMatchObject({ irVersion: 9n, producerName: '@siamese/onnx', docString: 'what it is for' });
  expect(file.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 18n]]);
  expect(file.metadataProps.map(({ key, value }) => [key, value])).toEqual([['tensorflow.js', '4.22.0']]);
  const { version } = (await import('../../package.json')) as unknown as { version: string };
  expect(file.producerVersion).toBe(version);
});

test('convolutions, pooling and batch normalisation', async () => {
  const model = tf.sequential({
    layers: [
      layers.conv2d({
        filters: 18,
        kernelSize: 5,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        inputShape: [13, 14, 2],
      }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 4, kernelSize: 3, activation: 'elu' }),
      layers.flatten(),
      layers.dense({ units: 3 }),
    ],
  });
  await same(model, [
    [1, 13, 14, 2],
    [3, 13, 14, 2],
  ]);
});

test('a sequence of any length, through recurrent layers', async () => {
  const model = tf.sequential({
    layers: [
      layers.lstm({ units: 6, inputShape: [ANY, 4], returnSequences: true, goBackwards: true }),
      layers.bidirectional({ layer: layers.gru({ units: 5, returnSequences: true }) as tf.RNN }),
      layers.dense({ units: 4 }),
      layers.simpleRNN({ units: 3, returnSequences: true }),
    ],
  });
  const file = await same(model, [
    [1, 1, 4],
    [3, 9, 4],
  ]);
  expect([dims(file, 'input'), dims(file, 'output')]).toEqual([[['batch', 'sequence', 4]], [['batch', 'sequence', 3]]]);
});

test('masks, which the loop of a recurrent layer takes', async () => {
  const model = tf.sequential({
    layers: [
      layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, batchInputShape: [ANY, ANY] }),
      layers.lstm({ units: 4 }),
    ],
  });
  const bytes = await exportOnnx(model);
  const words = tf.tensor2d(
    [
      [1, 2, 0, 0],
      [4, 1, 3, 0],
    ],
    [2, 4],
    'int32',
  );
  const expected = tf.tidy(() => model.apply(words) as tf.Tensor);
  const floats = tf.cast(words, 'float32');
  const [found] = await run(bytes, [floats]);
  (await expected.data()).forEach((value, i) => expect(found!.data[i]).toBeCloseTo(value, 5));
  tf.dispose([words, floats, expected]);
  model.dispose();
});

test('strides and pooling over a sequence of any length, even or odd', async () => {
  const model = tf.sequential({
    layers: [
      layers.conv1d({
        filters: 18,
        kernelSize: 6,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        inputShape: [ANY, 3],
      }),
      layers.conv1d({ filters: 20, kernelSize: 5, strides: 2, padding: 'valid' }),
      layers.maxPooling1d({ poolSize: 3, strides: 2, padding: 'same' }),
      layers.averagePooling1d({ poolSize: 2, padding: 'valid' }),
      layers.lstm({ units: 4, returnSequences: true }),
      layers.globalAveragePooling1d({}),
    ],
  });
  await same(
    model,
    [40, 57, 58, 59, 128].map((steps) => [2, steps, 3]),
  );
});

test('pictures of any size', async () => {
  const model = tf.sequential({
    layers: [
      layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same', inputShape: [ANY, ANY, 3] }),
      layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }) as tf.layers.Layer,
      layers.upSampling2d({ size: [2, 2] }),
      layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
    ],
  });
  const file = await same(model, [
    [1, 8, 6, 3],
    [2, 9, 16, 3],
  ]);
  expect(dims(file, 'input')).toEqual([['batch', 'axis1', 'axis2', 3]]);
});

test('attention over any number of tokens, with positions', async () => {
  const table = tf.tidy(() => tf.variable(noise([600, 6], 3), true, 'positions'));
  const attend = (x: tf.Tensor) => {
    const [items, tokens] = x.shape as [number, number];
    const at = tf.range(0, tokens, 1, 'int32');
    const embedded = tf.add(x, tf.gather(table, at));
    const heads = tf.transpose(tf.reshape(embedded, [items, tokens, 2, 3]), [0, 2, 1, 3]);
    const scores = tf.softmax(tf.mul(tf.matMul(heads, heads, false, true), 1 / tokens));
    const mixed = tf.reshape(tf.transpose(tf.matMul(scores, heads), [0, 2, 1, 3]), [items, tokens, 6]);
    return { mixed, ones: tf.ones([items, tokens]), sum: tf.mul(tf.sum(mixed, [0, 1]), tokens) };
  };
  const bytes = await exportOnnx(attend, { inputs: [{ name: 'tokens', shape: [null, null, 6] }] });
  for (const shape of [
    [1, 1, 6],
    [3, 8, 6],
  ]) {
    const x = noise(shape);
    const expected = tf.tidy(() => Object.values(attend(x)));
    const found = await run(bytes, [x]);
    for (const [i, tensor] of expected.entries()) {
      expect(found[i]!.dims).toEqual(tensor.shape);
      (await tensor.data()).forEach((value, k) => expect(found[i]!.data[k]).toBeCloseTo(value, 4));
    }
    tf.dispose([x, expected]);
  }
  const { graph } = parse(bytes);
  expect(graph!.output.map(({ name }) => name)).toEqual(['mixed', 'ones', 'sum']);
  expect(graph!.initializer.map(({ name }) => name)).toContain('positions');
  table.dispose();
});

test('inputs of every type, by example, and outputs that are inputs or constants', async () => {
  const [a, b, c] = [tf.tensor2d([[1.5, -2]]), tf.tensor1d([3], 'int32'), tf.tensor1d([1], 'bool')];
  const fn = (x: tf.Tensor2D, y: tf.Tensor1D, z: tf.Tensor1D) => [
    x,
    tf.add(y, tf.cast(z, 'int32')),
    tf.logicalNot(z),
    tf.scalar(7, 'int32'),
    y,
  ];
  const bytes = await exportOnnx(fn, { inputs: [a, b, c] });
  const file = parse(bytes);
  expect(file.graph!.input.map(({ name }) => name)).toEqual(['input0', 'input1', 'input2']);
  expect(dims(file, 'input')).toEqual([['batch', 2], ['batch'], ['batch']]);
  const found = await run(bytes, [a, b, c]);
  expect(found.map(({ data }) => data)).toEqual([[1.5, -2], [4], [0], [7], [3]]);
  tf.dispose([a, b, c]);
});

test('what normalises its rows does so in the file, and leaves a row of zeros', async () => {
  const model = tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [2], useBias: false })] });
  const weights = tf.tensor2d([3, 0, 4, 0, 1, 0], [2, 3]);
  model.setWeights([weights]);
  const bytes = await exportOnnx({ model, normalize: true });
  const x = tf.tensor2d([1, 0, 0, -2, 0, 0], [3, 2]);
  const [rows] = await run(bytes, [x]);
  const expected = [0.6, 0, 0.8, 0, -1, 0, 0, 0, 0];
  rows!.data.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
  const [raw] = await run(await exportOnnx({ model, normalize: false }), [x]);
  expect(raw!.data.slice(0, 3)).toEqual([3, 0, 4]);
  tf.dispose([x, weights]);
  model.dispose();
});

test('one model gives the same bytes each time, another one others', async () => {
  const model = tf.sequential({ layers: [layers.gru({ units: 3, inputShape: [ANY, 2] })] });
  const [one, two] = [await exportOnnx(model), await exportOnnx({ model: { model } })];
  expect(Buffer.compare(one, two)).toBe(0);
  const changed = tf.tidy(() => model.getWeights().map((weight) => tf.add(weight, 1)));
  model.setWeights(changed);
  tf.dispose(changed);
  expect(Buffer.compare(one, await exportOnnx(model))).not.toBe(0);
  model.dispose();
});

describe('what is refused', () => {
  const rejects = (what: unknown, options: ExportOptions | undefined, message: string | RegExp) =>
    expect(exportOnnx(what as Exportable, options)).rejects.toThrow(message);
  const inputs = [[null, 4]];

  test('rows to normalise where there is no matrix', async () => {
    const model = tf.sequential({ layers: [layers.reshape({ targetShape: [2, 2], inputShape: [4] })] });
    await rejects({ model, normalize: true }, undefined, 'one output, [batch, dimensions]');
    model.dispose();
  });

  test('what is no model, and what has no shape', async () => {
    await rejects(null, undefined, 'got null');
    await rejects({}, undefined, 'got object');
    await rejects((x: tf.Tensor) => x, undefined, 'a function needs inputs');
    await rejects(tf.sequential(), undefined, 'has no weights yet');
    await rejects((x: tf.Tensor) => x, { inputs: [[null, 0]] }, 'must be 1 or more, null or a name, got 0');
    await rejects((x: tf.Tensor) => x, { inputs: [['a b']] }, 'got a b');
  });

  test('strings and complex numbers', async () => {
    const [text, pair] = [tf.tensor1d(['a']), tf.complex([1], [2])];
    await rejects((x: tf.Tensor) => x, { inputs: [text] }, 'must be of dtype float32, int32 or bool, got string');
    await rejects((x: tf.Tensor) => x, { inputs: [pair] }, 'got complex64');
    await rejects((x: tf.Tensor) => tf.complex(x, x), { inputs }, 'cannot take a tensor of dtype complex64');
    tf.dispose([text, pair]);
  });

  test('two inputs or outputs of one name', async () => {
    const two = [
      { name: 'x', shape: [null, 2] },
      { name: 'x', shape: [null, 2] },
    ];
    await rejects((x: tf.Tensor, y: tf.Tensor) => tf.add(x, y), { inputs: two }, 'two inputs or outputs are called x');
    await rejects((x: tf.Tensor) => [x, x], { inputs, outputs: ['y', 'y'] }, 'are called y');
    await rejects((x: tf.Tensor) => [x, x], { inputs, outputs: ['y'] }, 'outputs must be 2 names, got 1');
  });

  test('a batch that is inside the function', async () => {
    await rejects(
      (x: tf.Tensor) => tf.reshape(x, [2, 8]),
      { inputs },
      /cannot be called with any of the lengths tried.*Give a number/s,
    );
    const depends = (x: tf.Tensor) => tf.add(x, tf.tensor2d(Array.from({ length: x.shape[0]! }, (_, i) => [i ** 2])));
    await rejects(depends, { inputs }, 'a constant of Add');
    const loops = (x: tf.Tensor) => tf.addN(tf.unstack(x));
    await rejects(loops, { inputs }, 'no one graph is right for all lengths: how many operators there are');
    for (const fn of [depends, loops]) {
      const x = noise([3, 4]);
      const expected = tf.tidy(() => fn(x));
      const [found] = await run(await exportOnnx(fn as Exportable, { inputs: [[3, 4]] }), [x]);
      (await expected.data()).forEach((value, i) => expect(found!.data[i]).toBeCloseTo(value, 5));
      tf.dispose([x, expected]);
    }
  });

  test('random numbers, reads, kernels that ONNX lacks, and disposed weights', async () => {
    await rejects((x: tf.Tensor) => tf.add(x, tf.randomNormal([1, 4])), { inputs }, 'makes up other numbers each time');
    await rejects((x: tf.Tensor) => tf.scalar(x.dataSync()[0]!), { inputs }, 'no elements to read');
    await rejects(
      (x: tf.Tensor2D) => tf.multinomial(x, 3),
      { inputs },
      'Multinomial, of tf.multinomial, has no form in ONNX',
    );
    const model = tf.sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
    model.build();
    model.dispose();
    await rejects(model, undefined, 'disposed');
    const name = tf.getBackend();
    await tf.setBackend('cpu');
    await rejects((x: tf.Tensor) => x, { inputs }, "await tf.setBackend('onnx') first");
    await tf.setBackend(name);
  });

  test('a variable of the same name as an input makes way', async () => {
    const w = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3, 4]), true, 'input'));
    const { graph } = parse(await exportOnnx((x: tf.Tensor) => tf.add(x, w), { inputs }));
    expect(graph!.input.map(({ name }) => name)).toEqual(['input']);
    expect(graph!.initializer.map(({ name }) => name)).toEqual(['input_1']);
    w.dispose();
  });
});
