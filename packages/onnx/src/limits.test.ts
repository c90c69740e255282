import * as tf from '@tensorflow/tfjs';
import { loadRuntime } from './load-runtime.ts';
import type { Runtime } from './runtime.ts';
import { add, like, multiply, useBackend } from './testing/test-backend.ts';

/** ONNX Runtime that counts the sessions that are open. */
function counting(): { runtime: Runtime; open: () => number } {
  const { InferenceSession, Tensor } = loadRuntime();
  let open = 0;
  const create = async (...args: [Uint8Array]) => {
    const session = await InferenceSession.create(...args);
    open++;
    const release = session.release.bind(session);
    session.release = async () => {
      open--;
      await release();
    };
    return session;
  };
  return { runtime: { Tensor, InferenceSession: { create } as Runtime['InferenceSession'] }, open: () => open };
}

const plus = (x: tf.Tensor, by: number) =>
  like(`TestPlus${by}`, [x], (graph, [s]) => graph.op('Add', [graph.use(s!), graph.float(by)]));

test('sessions beyond the budget are released, those unused for longest first', async () => {
  const { runtime, open } = counting();
  const { backend, remove } = await useBackend({ sessionBytes: 700_000 }, runtime);
  const a = tf.tensor1d([1]);
  const compute = async (by: number) => {
    const b = plus(a, by);
    expect([...(await b.data())]).toEqual([1 + by]);
    b.dispose();
  };
  for (const by of [1, 2, 3, 1, 4, 1]) await compute(by);
  expect(backend.stats.sessions).toBe(4);
  expect(open()).toBe(3);
  await compute(3);
  expect(backend.stats.sessions).toBe(4);
  await compute(2);
  expect(backend.stats.sessions).toBe(5);
  expect(backend.memory().sessionBytes).toBeLessThanOrEqual(700_000);
  a.dispose();
  remove();
  await new Promise((resolve) => setImmediate(resolve));
  expect(open()).toBe(0);
});

test('2,000 steps leave no tensor, no session and no buffer more than 20', async () => {
  const { backend, remove } = await useBackend();
  const weight = tf.tidy(() => tf.variable(tf.ones([40, 40])));
  const step = async () => {
    const loss = tf.tidy(() => {
      const batch = tf.tensor2d(new Float32Array(1600).fill(0.5), [40, 40]);
      const product = multiply(weight, batch);
      weight.assign(add(product, batch) as tf.Tensor2D);
      return add(product, product);
    });
    await loss.data();
    loss.dispose();
  };
  const state = () => ({ ...tf.memory(), graphs: 0 });
  for (let i = 0; i < 20; i++) await step();
  const before = state();
  for (let i = 0; i < 2000; i++) await step();
  expect(state()).toEqual(before);
  expect(before).toMatchObject({ numTensors: 1, pending: 0, unreliable: false });
  expect([...(await weight.data())].slice(0, 2)).toEqual([1, 1]);
  expect(backend.stats.sessions).toBeLessThanOrEqual(3);
  weight.dispose();
  remove();
});

test('what was read is never written again', async () => {
  const { remove } = await useBackend();
  const a = tf.ones([100]);
  let last = tf.keep(add(a, a));
  const seen: Float32Array[] = [];
  for (let i = 0; i < 10; i++) {
    const next = add(last, a);
    last.dispose();
    last = next;
    seen.push((await next.data()) as Float32Array);
    // Its buffer would be the next to be written.
    multiply(a, a).dispose();
  }
  expect(seen.map((array) => [array[0], array[99]])).toEqual(seen.map((_, i) => [i + 3, i + 3]));
  tf.dispose([a, last]);
  remove();
});

test('memory of a disposed tensor is used again only once the graphs recorded before have run', async () => {
  const { backend, remove } = await useBackend();
  const a = tf.ones([64]);
  const b = add(a, a);
  await backend.flush();
  const c = add(b, a);
  b.dispose();
  const d = add(c, a);
  const [three, four] = await Promise.all([c.data(), d.data()]);
  expect([three[0], four[0]]).toEqual([3, 4]);
  expect(backend.memory().poolBytes).toBe(256);
  const e = add(a, a);
  await backend.flush();
  expect(backend.memory().poolBytes).toBe(0);
  tf.dispose([a, c, d, e]);
  remove();
});

test('a loop that never reads is stopped, with the cure', async () => {
  const { remove } = await useBackend({ flushAt: 50, recordAtMost: 100 });
  const a = tf.scalar(1);
  expect(() =>
    tf.tidy(() => {
      let sum = a;
      for (let i = 0; i < 1000; i++) sum = add(sum, a) as tf.Scalar;
    }),
  ).toThrow(/TestAdd would be the 101th operation.*await tensor.data\(\).*tf.nextFrame\(\)/);
  a.dispose();
  remove();
});

test('a loop that lets others run is computed now and then', async () => {
  const { backend, remove } = await useBackend({ flushAt: 50, recordAtMost: 100 });
  const one = tf.scalar(1);
  let sum = tf.scalar(0);
  for (let i = 0; i < 500; i++) {
    const next = add(sum, one) as tf.Scalar;
    sum.dispose();
    sum = next;
    await tf.nextFrame();
  }
  expect([...(await sum.data())]).toEqual([500]);
  expect(backend.stats.flushes).toBeGreaterThan(5);
  expect(backend.stats.sessions).toBeLessThanOrEqual(4);
  tf.dispose([one, sum]);
  remove();
});
