import * as tf from '@tensorflow/tfjs';
import { compile } from '../compile.ts';
import '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';
import { useBackend } from '../testing/test-backend.ts';
import { exportOnnx, loadOnnx } from './index.ts';

beforeAll(() => useBackend());

const type = (name: string) => ({ type: name });
const shape = (lengths: readonly number[]) => ({ shape: { dim: lengths.map((size) => ({ size: String(size) })) } });

/** A graph model as TensorFlow's converter writes it: a convolution, a ReLU, a mean of the picture, and a dense layer. */
function convolution(): tf.io.ModelArtifacts {
  const float = { T: type('DT_FLOAT') };
  const constant = (name: string) => ({ name, op: 'Const', attr: { dtype: type('DT_FLOAT') } });
  const weights = { 'conv/kernel': [3, 3, 2, 4], 'conv/bias': [4], 'dense/kernel': [4, 3] };
  const node = [
    { name: 'picture', op: 'Placeholder', attr: { dtype: type('DT_FLOAT'), shape: shape([-1, 6, 6, 2]) } },
    ...Object.keys(weights).map(constant),
    { name: 'axes', op: 'Const', attr: { dtype: type('DT_INT32') } },
    {
      name: 'conv',
      op: 'Conv2D',
      input: ['picture', 'conv/kernel'],
      attr: {
        ...float,
        strides: { list: { i: ['1', '2', '2', '1'] } },
        padding: { s: btoa('SAME') },
        dataFormat: { s: btoa('NHWC') },
        dilations: { list: { i: ['1', '1', '1', '1'] } },
      },
    },
    {
      name: 'biased',
      op: 'BiasAdd',
      input: ['conv', 'conv/bias'],
      attr: { ...float, dataFormat: { s: btoa('NHWC') } },
    },
    { name: 'relu', op: 'Relu', input: ['biased'], attr: float },
    { name: 'mean', op: 'Mean', input: ['relu', 'axes'], attr: { ...float, keepDims: { b: false } } },
    {
      name: 'scores',
      op: 'MatMul',
      input: ['mean', 'dense/kernel'],
      attr: { ...float, transposeA: { b: false }, transposeB: { b: false } },
    },
  ];
  const arrays = Object.values(weights).map((lengths, i) => pseudoRandom(lengths, i + 1));
  const specs = Object.entries(weights).map(([name, lengths]) => ({ name, shape: lengths, dtype: 'float32' as const }));
  const bytes = new Uint8Array([...arrays, Int32Array.of(1, 2)].flatMap(({ buffer }) => [...new Uint8Array(buffer)]));
  return {
    format: 'graph-model',
    modelTopology: { node, library: {}, versions: {} },
    weightSpecs: [...specs, { name: 'axes', shape: [2], dtype: 'int32' }],
    weightData: bytes.buffer,
  };
}

test('a graph model predicts, compiles, and is exported with the names of its weights', async () => {
  const artifacts = convolution();
  const model = await tf.loadGraphModel({ load: async () => artifacts });
  const name = tf.getBackend();
  const x = tf.tensor(pseudoRandom([3, 6, 6, 2], 9), [3, 6, 6, 2]);
  await tf.setBackend('cpu');
  const onCpu = await tf.loadGraphModel({ load: async () => artifacts });
  const values = await x.data();
  const expected = tf.tidy(() => (onCpu.predict(tf.tensor(values, x.shape)) as tf.Tensor).dataSync());
  onCpu.dispose();
  await tf.setBackend(name);
  const predict = compile((picture: tf.Tensor) => model.predict(picture) as tf.Tensor);
  const loaded = await loadOnnx(await exportOnnx(model));
  expect(loaded.inputs).toEqual([{ name: 'picture', type: 'float32', shape: ['batch', 6, 6, 2] }]);
  expect(loaded.outputs).toEqual([{ name: 'scores', type: 'float32', shape: ['batch', 3] }]);
  const outputs = [model.predict(x) as tf.Tensor, await predict(x), (await loaded(x))[0]!];
  for (const output of outputs) {
    expect(output.shape).toEqual([3, 3]);
    (await output.data()).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  }
  expect(new TextDecoder().decode(await exportOnnx({ model }))).toContain('dense/kernel');
  tf.dispose([x, ...outputs]);
  model.dispose();
  await expect(exportOnnx(model)).rejects.toThrow('disposed');
  await predict.dispose();
  await loaded.dispose();
});
