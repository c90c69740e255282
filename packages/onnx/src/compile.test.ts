import * as tf from '@tensorflow/tfjs';
import { compile } from './compile.ts';
import { pseudoRandom } from './kernels/against-cpu.test.cases.ts';
import './index.ts';
import { useBackend } from './testing/test-backend.ts';

const noise = (shape: number[], seed = 1) => tf.tensor(pseudoRandom(shape, seed), shape);

beforeAll(() => useBackend());

async function take(tensor: tf.Tensor): Promise<number[]> {
  const values = await tensor.data();
  tensor.dispose();
  return [...values];
}

test('a model gives what it gives uncompiled, with one session for each shape', async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.conv1d({ filters: 18, kernelSize: 3, strides: 2, padding: 'same', inputShape: [9, 17] }),
      tf.layers.batchNormalization(),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 4, returnSequences: true }) as tf.RNN }),
      tf.layers.gru({ units: 3 }),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  const predict = compile((x: tf.Tensor) => model.apply(x) as tf.Tensor);
  for (const items of [1, 3, 1]) {
    const x = noise([items, 9, 17]);
    const expected = await take(model.predict(x) as tf.Tensor);
    const found = await take(await predict(x));
    expect(found).toHaveLength(2 * items);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    x.dispose();
  }
  expect(predict.sessions).toBe(2);
  await predict.dispose();
  expect(predict.sessions).toBe(0);
  model.dispose();
});

test('the function is not called again, and its inputs are not inside the graph', async () => {
  let calls = 0;
  const table = noise([10, 3]);
  const fn = compile((x: tf.Tensor, at: tf.Tensor1D) => {
    calls++;
    return tf.mul(tf.slice(x, [1], [2]), tf.sum(tf.gather(table, at)));
  });
  const run = async (values: number[], at: number[]) => {
    const [x, indices] = [tf.tensor1d(values), tf.tensor1d(at, 'int32')];
    const expected = tf.tidy(() => tf.mul(tf.slice(x, [1], [2]), tf.sum(tf.gather(table, indices))));
    const [a, b] = [await take(await fn(x, indices)), await take(expected)];
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 5));
    tf.dispose([x, indices]);
  };
  await run([1, 2, 3, 4], [0, 9]);
  const before = calls;
  await run([7, 8, 9, 10], [4, 4]);
  expect(calls).toBe(before);
  const [x, outside] = [tf.tensor1d([1, 2, 3, 4]), tf.tensor1d([0, 10], 'int32')];
  await expect(fn(x, outside)).rejects.toThrow('out of data bounds');
  await run([1, 1, 1, 1], [1, 2]);
  tf.dispose([table, x, outside]);
  await fn.dispose();
});

test('lists and objects of tensors come back as they are', async () => {
  const fn = compile((x: tf.Tensor) => ({
    same: x,
    parts: [tf.add(x, 1), tf.cast(x, 'bool')],
    fixed: tf.scalar(3, 'int32'),
  }));
  const x = tf.tensor1d([0, 2]);
  const { same, parts, fixed } = await fn(x);
  x.dispose();
  expect(await take(same)).toEqual([0, 2]);
  expect(parts[1]!.dtype).toBe('bool');
  expect(await Promise.all(parts.map(take))).toEqual([
    [1, 3],
    [0, 1],
  ]);
  expect(fixed.dtype).toBe('int32');
  expect(await take(fixed)).toEqual([3]);
  await fn.dispose();
});

test('a variable that is assigned to is seen, by an optimiser in place too', async () => {
  const w = tf.tidy(() => tf.variable(tf.tensor2d([[2], [3]])));
  const fn = compile((x: tf.Tensor2D) => tf.matMul(x, w as unknown as tf.Tensor2D));
  const x = tf.tensor2d([[1, 1]]);
  expect(await take(await fn(x))).toEqual([5]);
  tf.tidy(() => w.assign(tf.tensor2d([[10], [20]])));
  expect(await take(await fn(x))).toEqual([30]);
  const adam = tf.train.adam(1);
  for (let step = 0; step < 3; step++) {
    adam.minimize(() => tf.sum(w) as tf.Scalar, false, [w]);
    const [expected] = await take(tf.matMul(x, w as unknown as tf.Tensor2D));
    expect((await take(await fn(x)))[0]).toBeCloseTo(expected!, 4);
  }
  expect((await take(await fn(x)))[0]).toBeCloseTo(24, 3);
  expect(fn.sessions).toBe(1);
  adam.dispose();
  w.dispose();
  await expect(fn(x)).rejects.toThrow('disposed');
  x.dispose();
  await expect(fn(x)).rejects.toThrow('this tensor is disposed');
  await fn.dispose();
});

test('inputs may be pending, be disposed at once, and calls may overlap', async () => {
  const fn = compile((x: tf.Tensor) => tf.add(x, 1));
  const calls: Promise<tf.Tensor>[] = [];
  tf.tidy(() => {
    for (const value of [1, 2, 3]) calls.push(fn(tf.mul(tf.scalar(value), tf.tensor1d([1, 10]))));
  });
  expect(await Promise.all((await Promise.all(calls)).map(take))).toEqual([
    [2, 11],
    [3, 21],
    [4, 31],
  ]);
  await fn.dispose();
});

test('what has no graph, and random numbers, is called each time', async () => {
  const crop = compile((x: tf.Tensor4D) =>
    tf.image.cropAndResize(x, tf.tensor2d([[0, 0, 1, 1]]), tf.tensor1d([0], 'int32'), [2, 2]),
  );
  const picture = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  for (let i = 0; i < 2; i++) expect(await take(await crop(picture))).toEqual([1, 2, 3, 4]);
  const noisy = compile((x: tf.Tensor) => tf.add(x, tf.randomUniform([4])));
  const zero = tf.scalar(0);
  expect(await take(await noisy(zero))).not.toEqual(await take(await noisy(zero)));
  expect([crop.sessions, noisy.sessions]).toEqual([0, 0]);
  tf.dispose([picture, zero]);
  await crop.dispose();
  await noisy.dispose();
});

test('what a function may not do', async () => {
  const x = tf.tensor1d([1, 2]);
  const w = tf.tidy(() => tf.variable(tf.tensor1d([5, 6])));
  const rejects = async (fn: (x: tf.Tensor1D) => tf.Tensor, message: string) => {
    const compiled = compile(fn);
    await expect(compiled(x)).rejects.toThrow(message);
    await compiled.dispose();
  };
  await rejects((a) => tf.scalar(a.dataSync()[0]!), 'it has no elements to read');
  await rejects((a) => tf.scalar(tf.add(a, 1).dataSync()[0]!), 'not computed yet');
  await rejects(() => 3 as unknown as tf.Tensor, 'must return tensors, or lists or objects of them, got 3');
  await rejects((() => Promise.resolve(x)) as unknown as () => tf.Tensor, 'got a promise');
  await rejects((a) => {
    w.assign(tf.mul(w, a));
    return a;
  }, `assigns to variable ${w.name}`);
  expect([...(await w.data())]).toEqual([5, 6]);
  const kept: tf.Tensor[] = [];
  await rejects((a) => {
    kept.push(tf.keep(tf.add(a, 1)));
    return a;
  }, 'keeps 1 tensor from one call to the next');
  await expect(kept[0]!.data()).rejects.toThrow('it has no elements');
  await expect(kept[0]!.data()).rejects.toThrow('it has no elements');
  const stateful = tf.layers.lstm({ units: 2, stateful: true, batchInputShape: [1, 3, 2] });
  const steps = noise([1, 3, 2]);
  const compiled = compile((a: tf.Tensor) => stateful.apply(a) as tf.Tensor);
  await expect(compiled(steps)).rejects.toThrow('resetStates()');
  await compiled.dispose();
  await expect(compiled(steps)).rejects.toThrow('this function was disposed');
  (stateful as tf.RNN).resetStates();
  stateful.dispose();
  tf.dispose([x, w, kept, steps, (stateful as unknown as { states: tf.Tensor[] }).states]);
  expect(() => compile(undefined as unknown as () => tf.Tensor)).toThrow('fn must be a function of tensors');
  const name = tf.getBackend();
  await tf.setBackend('cpu');
  expect(() => compile((a) => a)).toThrow("await tf.setBackend('onnx') first");
  await tf.setBackend(name);
});
