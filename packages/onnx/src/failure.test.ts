import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from './backend.ts';
import { add, hostAddOne, like, useBackend } from './testing/test-backend.ts';

let backend: OnnxBackend;
let remove: () => void;

beforeEach(async () => {
  ({ backend, remove } = await useBackend());
});
afterEach(() => remove());

const broken = (x: tf.Tensor) =>
  like('TestBroken[1,2]', [x], () => {
    throw new RangeError('no such thing');
  });
/** Builds, and fails when it runs: the index is a number that only the run knows. */
const outOfRange = (x: tf.Tensor, index: tf.Tensor) =>
  like('TestGather', [x, index], (graph, [s, i]) => graph.op('Gather', [graph.use(s!), graph.use(i!)]));

test('a lowering that throws fails its own tensors, names the kernel and leaves the others alone', async () => {
  const a = tf.tensor1d([1]);
  const bad = broken(a);
  const after = add(bad, a);
  const good = add(a, a);
  const reads = await Promise.allSettled([bad.data(), after.data(), good.data()]);
  expect(reads.map((read) => read.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  const error = (reads[1] as PromiseRejectedResult).reason as Error;
  expect(error.message).toBe('onnx backend: kernel TestBroken could not be computed: no such thing');
  expect(error.cause).toBeInstanceOf(RangeError);
  expect(() => add(after, a)).toThrow('TestBroken');
  expect(() => bad.dataSync()).toThrow('TestBroken');
  tf.dispose([a, bad, after, good]);
});

test('a graph that ONNX Runtime refuses names the kernel and poisons no cache', async () => {
  const a = tf.tensor1d([1]);
  const unknown = () => like('TestUnknown', [a], (graph, [s]) => graph.op('NoSuchOperator', [graph.use(s!)]));
  for (let i = 0; i < 2; i++) {
    const bad = unknown();
    await expect(bad.data()).rejects.toThrow(/kernel TestUnknown could not be computed.*NoSuchOperator/);
    bad.dispose();
  }
  const good = add(a, a);
  expect([...(await good.data())]).toEqual([2]);
  expect(backend.memory()).toMatchObject({ sessions: 1, pending: 0 });
  tf.dispose([a, good]);
});

test('a run that fails computes nothing by half, and the same session works the next time', async () => {
  const a = tf.tensor1d([4, 5]);
  const [wrong, right] = [tf.tensor1d([0, 7], 'int32'), tf.tensor1d([1, 0], 'int32')];
  const bad = outOfRange(a, wrong);
  const also = add(a, a);
  await expect(bad.data()).rejects.toThrow(/kernel TestGather could not be computed/);
  await expect(also.data()).rejects.toThrow('TestGather');
  const good = outOfRange(a, right);
  const other = add(a, a);
  expect([...(await good.data()), ...(await other.data())]).toEqual([5, 4, 8, 10]);
  expect(backend.stats.sessions).toBe(1);
  tf.dispose([a, wrong, right, bad, also, good, other]);
});

test('a failure passes through host nodes and later graphs', async () => {
  const a = tf.tensor1d([1]);
  const bad = tf.tidy(() => add(hostAddOne(broken(a)), a));
  await expect(bad.data()).rejects.toThrow('TestBroken');
  const info = like('TestFine', [a], (graph, [s]) => graph.op('Neg', [graph.use(s!)]));
  expect([...(await info.data())]).toEqual([-1]);
  tf.dispose([a, bad, info]);
});

test('strings are refused at once, and can be read', async () => {
  const words = tf.tensor1d(['a', 'b']);
  expect(() => add(words, words)).toThrow(TypeError);
  expect(await words.data()).toEqual(['a', 'b']);
  words.dispose();
});
