import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from './backend.ts';
import { add, hostAddOne, like, multiply, useBackend } from './testing/test-backend.ts';

let backend: OnnxBackend;
let remove: () => void;

beforeEach(async () => {
  ({ backend, remove } = await useBackend());
});
afterEach(() => remove());

const numbers = async (tensor: tf.Tensor) => Array.from(await tensor.data());

test('nothing is computed until a tensor is read, and a synchronous read says what to do', async () => {
  const a = tf.tensor1d([1, 2]);
  const b = add(a, a);
  expect(backend.stats.graphs).toBe(0);
  expect(() => b.dataSync()).toThrow('await tensor.data()');
  expect(await numbers(b)).toEqual([2, 4]);
  expect([...b.dataSync()]).toEqual([2, 4]);
  expect([...a.dataSync()]).toEqual([1, 2]);
  tf.dispose([a, b]);
});

test('several reads in one tick are one flush, whatever is recorded between them', async () => {
  const a = tf.tensor1d([1, 2]);
  const b = add(a, a);
  const first = b.data();
  const c = add(b, a);
  const second = c.data();
  expect([[...(await first)], [...(await second)]]).toEqual([
    [2, 4],
    [3, 6],
  ]);
  expect(backend.stats.flushes).toBe(1);
  tf.dispose([a, b, c]);
});

test('kernels recorded while a flush runs are computed by the next', async () => {
  const a = tf.tensor1d([1]);
  const b = add(a, a);
  const reading = b.data();
  await Promise.resolve();
  await Promise.resolve();
  const c = add(b, a);
  const d = add(c, c);
  c.dispose();
  expect([...(await d.data()), ...(await reading)]).toEqual([6, 2]);
  expect(backend.stats.flushes).toBe(2);
  tf.dispose([a, b, d]);
});

test('a tensor disposed after its read began is still read; one disposed before is not computed', async () => {
  const a = tf.tensor1d([1]);
  const wanted = add(a, a);
  const reading = wanted.data();
  wanted.dispose();
  multiply(a, a).dispose();
  expect([...(await reading)]).toEqual([2]);
  expect(backend.stats.nodes).toBe(1);
  a.dispose();
});

test('one structure has one session, whatever the numbers are', async () => {
  for (const factor of [2, 3, 4]) {
    const a = tf.tensor1d([factor, 1]);
    const rate = tf.scalar(factor);
    const b = multiply(a, rate);
    expect(await numbers(b)).toEqual([factor * factor, factor]);
    tf.dispose([a, rate, b]);
  }
  expect(backend.stats).toMatchObject({ sessions: 1, graphs: 3 });
});

test('equal structures of other attributes, shapes or inputs do not share a session', async () => {
  const a = tf.tensor1d([1, 2]);
  const b = tf.tensor1d([3, 5]);
  const wide = tf.tensor2d([[1, 2]]);
  const plus = (x: tf.Tensor, by: number) =>
    like(`TestPlus${by}`, [x], (graph, [s]) => graph.op('Add', [graph.use(s!), graph.float(by)]));
  const results: number[][] = [];
  for (const make of [() => plus(a, 1), () => plus(a, 2), () => plus(wide, 2), () => add(a, b), () => add(a, a)]) {
    const made = make();
    results.push(await numbers(made));
    made.dispose();
  }
  expect(results).toEqual([
    [2, 3],
    [3, 4],
    [3, 4],
    [4, 7],
    [2, 4],
  ]);
  expect(backend.stats.sessions).toBe(5);
  tf.dispose([a, b, wide]);
});

test('equal scalars uploaded in one flush share an input: 0 and -0, 1 and true do not', async () => {
  const run = async (x: number, y: number) => {
    const [a, b] = [tf.scalar(x), tf.scalar(y)];
    const c = like('TestDivide', [a, b], (graph, [p, q]) => graph.op('Div', [graph.use(p!), graph.use(q!)]));
    const result = (await numbers(c))[0];
    tf.dispose([a, b, c]);
    return result;
  };
  expect([await run(1, 0), await run(1, -0), await run(2, 2), await run(3, 3), await run(3, 2)]).toEqual([
    Infinity,
    -Infinity,
    1,
    1,
    1.5,
  ]);
  expect(backend.stats.sessions).toBe(2);
});

test('a program may change the array that it made a tensor of', async () => {
  const batch = Float32Array.of(1, 2);
  const a = tf.tensor1d(batch);
  const b = add(a, a);
  batch.fill(9);
  expect(await numbers(b)).toEqual([2, 4]);
  tf.dispose([a, b]);
});

test('host nodes run between the graphs of one flush', async () => {
  const a = tf.tensor1d([1]);
  const b = tf.tidy(() => {
    const doubled = add(a, a);
    const one = hostAddOne(doubled);
    return add(hostAddOne(add(one, doubled)), one);
  });
  expect(await numbers(b)).toEqual([9]);
  expect(backend.stats).toMatchObject({ flushes: 1, graphs: 3 });
  tf.dispose([a, b]);
});

test('an output that is an input, or another output, is a copy', async () => {
  const a = tf.tensor1d([7]);
  const same = (x: tf.Tensor) => like('TestSame', [x], (_, [s]) => s!);
  const [b, c] = [same(a), same(a)];
  const sum = add(b, c);
  const d = same(sum);
  expect([await numbers(b), await numbers(c), await numbers(d)]).toEqual([[7], [7], [14]]);
  tf.dispose([a, b, c, sum, d]);
});

test('a symbol emits late, at its first use', async () => {
  const a = tf.tensor1d([1, 2]);
  let emitted = 0;
  const lazy = like('TestLazy', [a], (graph, [s]) => ({
    shape: s!.shape,
    dtype: s!.dtype,
    small: s!,
    get name() {
      emitted++;
      return graph.op('Neg', [graph.use(s!)]);
    },
  }));
  const b = like('TestSmall', [lazy], (graph, [s]) => graph.op('Add', [graph.use(s!.small!), graph.use(s!.small!)]));
  lazy.dispose();
  expect(await numbers(b)).toEqual([2, 4]);
  expect(emitted).toBe(0);
  tf.dispose([a, b]);
});

test('tensors without elements need no graph and pass through one', async () => {
  const none = tf.tensor2d([], [0, 3]);
  const b = add(none, none);
  expect(await numbers(b)).toEqual([]);
  expect(backend.stats.graphs).toBe(0);
  const one = tf.tensor2d([[1, 2, 3]]);
  const c = like('TestConcat', [one, none], (graph, [x, y]) =>
    graph.op('Concat', [graph.use(x!), graph.use(y!)], { axis: 0 }),
  );
  expect(await numbers(c)).toEqual([1, 2, 3]);
  tf.dispose([none, b, one, c]);
});

test('booleans and integers are computed as such', async () => {
  const a = tf.tensor1d([true, false, true], 'bool');
  const b = tf.tensor1d([1, 2, 3], 'int32');
  const not = like('TestNot', [a], (graph, [s]) => graph.op('Not', [graph.use(s!)]));
  const twice = add(b, b);
  expect([await not.data(), await twice.data()]).toEqual([Uint8Array.of(0, 1, 0), Int32Array.of(2, 4, 6)]);
  tf.dispose([a, b, not, twice]);
});

test('a tensor moves here from another backend', async () => {
  const name = tf.getBackend();
  await tf.setBackend('cpu');
  const a = tf.tensor1d([1, 2]);
  await tf.setBackend(name);
  const b = add(a, a);
  expect(await numbers(b)).toEqual([2, 4]);
  tf.dispose([a, b]);
});

test('tf.time computes what was recorded', async () => {
  const a = tf.tensor1d([1]);
  const time = await tf.time(() => add(a, a).dispose());
  expect(time.kernelMs).toBeGreaterThanOrEqual(0);
  a.dispose();
});
