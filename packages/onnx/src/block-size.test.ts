import * as tf from '@tensorflow/tfjs';
import { blockSize } from './block-size.ts';
import './kernels/index.ts';
import { loadRuntime } from './load-runtime.ts';
import type { Runtime } from './runtime.ts';
import { useBackend } from './testing/test-backend.ts';

test('blocks are as wide as the vectors of a processor that has them', async () => {
  expect([0, 8, 16]).toContain(await blockSize(loadRuntime()));
});

test('a runtime without blocks has blocks of 0, and computes the same', async () => {
  const { InferenceSession, Tensor } = loadRuntime();
  const refused: number[] = [];
  const create = (model: Uint8Array, options: object) => {
    if (Buffer.from(model).includes('nchwc')) {
      refused.push(model.length);
      return Promise.reject(new Error('com.microsoft.nchwc is not a registered domain'));
    }
    return InferenceSession.create(model, options);
  };
  const without = { InferenceSession: { create }, Tensor } as unknown as Runtime;
  expect(await blockSize(without)).toBe(0);
  const { remove } = await useBackend({}, without);
  const [x, filter] = [tf.ones([1, 3, 3, 16]), tf.ones([2, 2, 16, 16])] as [tf.Tensor4D, tf.Tensor4D];
  const y = tf.conv2d(x, filter, 1, 'valid');
  expect([...new Set(await y.data())]).toEqual([64]);
  // Asked for once for all graphs, and never used.
  expect(refused).toHaveLength(2);
  tf.dispose([x, filter, y]);
  remove();
});

test('an order that is not known is not used', async () => {
  const { Tensor } = loadRuntime();
  const run = ({ x }: { x: { data: Float32Array; dims: number[] } }) =>
    Promise.resolve({ [name]: new Tensor('float32', x.data, x.dims) });
  let name = '';
  const session = { run, release: () => Promise.resolve() };
  const create = (model: Uint8Array) => {
    name = /x\d+/.exec(Buffer.from(model).toString('latin1'))![0];
    return Promise.resolve(session);
  };
  expect(await blockSize({ InferenceSession: { create }, Tensor } as unknown as Runtime)).toBe(0);
});
