import * as tf from '@tensorflow/tfjs';
import './index.ts';
import { kernel } from './kernels/kernel.ts';
import { record } from './tracer.ts';
import { registerKernels } from './register.ts';

beforeAll(async () => {
  kernel<tf.AddInputs>('Add', ({ inputs: { a, b }, backend }) =>
    record(backend, 'Add', [a, b], a.shape, a.dtype, (graph, [x, y]) => graph.op('Add', [graph.use(x), graph.use(y)])),
  );
  registerKernels('onnx');
  await tf.setBackend('onnx');
});

test('a kernel is computed when it is read', async () => {
  const a = tf.tensor1d([1, 2]);
  const c = tf.tidy(() => tf.add(tf.add(a, a), a));
  expect(() => c.dataSync()).toThrow('await tensor.data()');
  expect([...(await c.data())]).toEqual([3, 6]);
  a.dispose();
  c.dispose();
});
