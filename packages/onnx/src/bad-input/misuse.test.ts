import * as tf from '@tensorflow/tfjs';
import { configure } from '../index.ts';
import { OnnxBackend } from '../backend.ts';
import { loadRuntime } from '../load-runtime.ts';
import { registerKernels } from '../register.ts';
import { useBackend } from '../testing/test-backend.ts';
import { runProgram } from '../testing/run-program.ts';

const advice = /not computed yet.*use `await tensor.data\(\)`/s;

describe('reads', () => {
  let remove: () => void;
  beforeEach(async () => ({ remove } = await useBackend()));
  afterEach(() => remove());

  test('a tensor that is pending cannot be read at once, in any of the ways to do that', async () => {
    const x = tf.tidy(() => tf.mul(tf.tensor2d([[1, 2]]), 2)) as tf.Tensor2D;
    for (const read of [
      () => x.dataSync(),
      () => x.arraySync(),
      () => x.bufferSync(),
      () => x.toString(),
      () => x.print(),
      () => tf.print(x),
    ]) {
      expect(read).toThrow(advice);
    }
    expect(await x.array()).toEqual([[2, 4]]);
    expect(x.arraySync()).toEqual([[2, 4]]);
    x.dispose();
  });

  test('what is read may be disposed meanwhile', async () => {
    const x = tf.tidy(() => tf.mul(tf.tensor1d([1, 2]), 3));
    const read = x.data();
    x.dispose();
    expect([...(await read)]).toEqual([3, 6]);
  });

  test('a disposed tensor is refused by kernels and by reads, and what was computed of it stays', async () => {
    const x = tf.tensor1d([1, 2]);
    const y = tf.tidy(() => tf.add(x, 1));
    x.dispose();
    expect(() => tf.add(x, 1)).toThrow(/this tensor is disposed: it was given to dispose\(\), or made in a tf.tidy/);
    expect(() => x.dataSync()).toThrow('Tensor is disposed');
    await expect(x.data()).rejects.toThrow('Tensor is disposed');
    expect([...(await y.data())]).toEqual([2, 3]);
    y.dispose();
    x.dispose();
  });

  test('a disposed variable is refused, and so is a model that was disposed', async () => {
    const v = tf.tidy(() => tf.variable(tf.ones([2])));
    v.dispose();
    expect(() => tf.square(v)).toThrow('disposed');
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    const x = tf.ones([1, 1]);
    model.dispose();
    expect(() => model.predict(x)).toThrow('disposed');
    x.dispose();
  });
});

describe('shapes that no memory holds', () => {
  let remove: () => void;
  beforeEach(async () => ({ remove } = await useBackend()));
  afterEach(() => remove());

  const million = 1_000_000;
  const calls: Record<string, () => tf.Tensor> = {
    Tile: () => tf.tile(tf.ones([1000, 1000]), [1000, 1000]),
    BatchMatMul: () => tf.matMul(tf.ones([million, 1]), tf.ones([1, million])),
    Add: () => tf.add(tf.ones([million, 1]), tf.ones([1, million])),
    OneHot: () => tf.oneHot(tf.range(0, 10_000, 1, 'int32'), million),
    ResizeBilinear: () => tf.image.resizeBilinear(tf.ones([1, 2, 2, 1]) as tf.Tensor4D, [million, million]),
  };
  test.each(Object.keys(calls))('%s throws where it is called, with the shape', (kernel) => {
    expect(() => tf.tidy(calls[kernel]!)).toThrow(
      new RegExp(`^onnx backend: ${kernel} would make a tensor of shape .*\\d+ x \\d+.*, which no memory holds$`),
    );
  });

  test('elements that come from outside are refused by JavaScript itself', () => {
    const refused = /Invalid typed array length|Array buffer allocation failed/; // the second is newer Nodes'
    expect(() => tf.zeros([million, million])).toThrow(refused);
    expect(() => tf.fill([2 ** 53, 2 ** 53], 1)).toThrow(refused);
  });
});

describe('memory', () => {
  test('no memory for one result fails that result, says so, and leaves the others', async () => {
    const { Tensor, InferenceSession } = loadRuntime();
    const Full = new Proxy(Tensor, {
      construct(target, given: ConstructorParameters<typeof Tensor>) {
        // stands for a machine that is full: `new Float32Array` throws this
        if ((given as unknown[])[2]?.toString() === '1234') throw new RangeError('Array buffer allocation failed');
        return new target(...given);
      },
    });
    const { remove, backend } = await useBackend({}, { Tensor: Full, InferenceSession });
    const x = tf.tensor1d([1]);
    const [big, small, after] = tf.tidy(() => {
      const tiled = tf.tile(x, [1234]);
      return [tiled, tf.add(x, 1), tf.sum(tf.square(tiled))];
    });
    await expect(big!.data()).rejects.toThrow(
      /kernel Tile, of tf.tile, could not be computed: Array buffer allocation failed. There is not enough memory: take smaller/,
    );
    await expect(after!.data()).rejects.toThrow('Array buffer allocation failed');
    expect([...(await small!.data())]).toEqual([2]);
    tf.dispose([big, after]);
    const later = tf.tidy(() => tf.sum(tf.tile(x, [1234])));
    expect([...(await later.data())]).toEqual([1234]);
    expect(backend.memory().pending).toBe(0);
    tf.dispose([x, small, later]);
    remove();
  });

  test('a run that ONNX Runtime has no memory for fails with the advice, and the next one works', async () => {
    const { Tensor, InferenceSession } = loadRuntime();
    let full = true;
    const create = async (...given: [Uint8Array]) => {
      const session = await InferenceSession.create(...given);
      const run = session.run.bind(session) as (...given: unknown[]) => ReturnType<typeof session.run>;
      session.run = async (...values: unknown[]) => {
        // what ONNX Runtime throws
        if (full) throw new Error("Non-zero status code returned while running Sin node. Name:'Sin#x1' bad_alloc");
        return run(...values);
      };
      return session;
    };
    const runtime = { Tensor, InferenceSession: { create } as typeof InferenceSession };
    const { remove, backend } = await useBackend({}, runtime);
    const compute = () => tf.tidy(() => tf.sin(tf.tensor1d([0])));
    const bad = compute();
    await expect(bad.data()).rejects.toThrow(/kernel Sin, of tf.sin, could not be computed: .*not enough memory/s);
    full = false;
    const good = compute();
    expect([...(await good.data())]).toEqual([0]);
    expect(backend.stats.sessions).toBe(1);
    tf.dispose([bad, good]);
    remove();
  });

  test('disposed tensors that recorded kernels hold end a loop that never reads', async () => {
    const { remove } = await useBackend({ heldBytes: 100_000 });
    const sum = tf.tidy(() => tf.variable(tf.zeros([1000])));
    expect(() => {
      for (let i = 0; i < 1000; i++)
        tf.tidy(() => sum.assign(tf.add(sum, tf.tensor1d(new Float32Array(1000).fill(i)))));
    }).toThrow(/recorded since a tensor was last read, and hold \d+ MiB of disposed tensors.*await tensor.data\(\)/);
    sum.dispose();
    remove();
  });

  test('tensors that nothing is computed of leave no memory behind, even if nothing is ever read', async () => {
    const { remove, backend } = await useBackend({ heldBytes: 100_000 });
    for (let i = 0; i < 1000; i++) tf.tensor1d(new Float32Array(1000)).dispose();
    expect(backend.memory().poolBytes).toBe(4000);
    remove();
  });

  test('updates of a variable that never read are stopped too, with the cure', async () => {
    const { remove } = await useBackend({ recordAtMost: 500 });
    const weight = tf.tidy(() => tf.variable(tf.ones([2, 2])));
    expect(() => {
      for (let i = 0; i < 1000; i++) tf.tidy(() => weight.assign(tf.mul(weight, 0.9)));
    }).toThrow(/would be the 501th operation.*await tf.nextFrame\(\)/);
    weight.dispose();
    remove();
  });
});

describe('execution providers', () => {
  test.each([['coreml'], ['dml'], ['nonsense']])('%s, absent here, are named with the way out', async (...names) => {
    const runtime = loadRuntime();
    const backend = new OnnxBackend(runtime, { executionProviders: names, logSeverityLevel: 4 });
    registerKernels('onnx-absent');
    tf.registerBackend('onnx-absent', () => backend);
    await tf.setBackend('onnx-absent');
    const x = tf.tidy(() => tf.add(tf.scalar(1), 1));
    await expect(x.data()).rejects.toThrow(
      new RegExp(
        `execution providers that configure\\(\\) was given \\(${names.join(', ')}\\) cannot be used here.*\\['cpu'\\]`,
        's',
      ),
    );
    x.dispose();
    tf.removeBackend('onnx-absent');
  });

  test('configure refuses what cannot be, and what comes too late', async () => {
    expect(() => configure({ threads: 0 })).toThrow(RangeError);
    expect(() => configure({ threads: 1.5 })).toThrow('threads must be a positive integer, got 1.5');
    await tf.setBackend('onnx');
    tf.scalar(1).dispose();
    expect(() => configure({ threads: 1 })).toThrow('in use already');
  });
});

const twoCopies = `
  import { createRequire } from 'node:module';
  const require = createRequire(process.cwd() + '/x.js');
  const warnings = [];
  console.warn = (...words) => warnings.push(words.join(' '));
  const first = require('@tensorflow/tfjs/dist/tf.min.js');
  await import('@siamese/onnx');
  const train = async (tf, name) => {
    await tf.setBackend(name);
    const weight = tf.variable(tf.tensor2d([[1], [2]])), x = tf.tensor2d([[1, 2], [3, 4]]), y = tf.tensor2d([[0], [1]]);
    const adam = tf.train.adam(0.1);
    for (let i = 0; i < 3; i++) {
      const loss = adam.minimize(() => tf.losses.meanSquaredError(y, tf.matMul(x, weight)), true);
      await loss.data();
      loss.dispose();
    }
    return (await weight.data()).map((value) => Math.round(1e4 * value));
  };
  const found = await train(first, 'onnx');
  console.log(String(found) === String(await train(first, 'cpu')), warnings.filter((text) => text.includes('onnx backend')).join());
`;

test('two copies of TensorFlow.js in one process: the second is told of, and both compute right', async () => {
  const printed = await runProgram(twoCopies);
  expect(printed).toMatch(/^true onnx backend: two copies of TensorFlow.js.*npm ls @tensorflow\/tfjs-core/);
}, 60_000);
