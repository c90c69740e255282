import * as tf from '@tensorflow/tfjs';
import { backendInfo } from '../index.ts';
import { pseudoRandom } from '../kernels/against-cpu.test.cases.ts';
import { disposeMasks, expectSame, fixWeights } from './recurrent.test.cases.ts';

const noise = (shape: number[], seed: number) => tf.tensor(pseudoRandom(shape, seed), shape);

/** What `run` gives on each backend, and which kernels it calls. */
async function onBoth(run: () => tf.Tensor[] | Promise<tf.Tensor[]>): Promise<{ cpu: string[]; onnx: string[] }> {
  const found: Map<string, Float32Array>[] = [];
  const kernels: string[][] = [];
  const engine = tf.engine();
  for (const backend of ['cpu', 'onnx']) {
    await tf.setBackend(backend);
    const called: string[] = [];
    const spy = jest.spyOn(engine, 'runKernel');
    const tensors = await run();
    called.push(...spy.mock.calls.map(([name]) => name));
    spy.mockRestore();
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    tf.dispose(tensors);
    found.push(new Map(values.map((value, i) => [String(i), Float32Array.from(value)])));
    kernels.push(called);
  }
  expectSame(found[1]!, found[0]!);
  return { cpu: kernels[0]!, onnx: kernels[1]! };
}

const variablesOf = (layer: tf.layers.Layer) => layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
const recurrent = (names: string[]) => names.filter((name) => name.startsWith('Recurrent'));

test('a layer is one kernel, its gradient another, and on other backends neither is there', async () => {
  const { cpu, onnx } = await onBoth(() => {
    const layer = tf.layers.lstm({ units: 3 });
    fixWeights(layer);
    const x = noise([2, 6, 4], 1);
    const { value, grads } = tf.variableGrads(() => tf.sum(layer.apply(x) as tf.Tensor), variablesOf(layer));
    tf.dispose([x, variablesOf(layer)]);
    return [value, ...Object.values(grads)];
  });
  expect(recurrent(onnx)).toEqual(['Recurrent', 'RecurrentGrad']);
  expect(recurrent(cpu)).toEqual([]);
  expect(cpu.filter((name) => name === 'BatchMatMul' || name === '_FusedMatMul').length).toBeGreaterThan(12);
});

test('a graph of many steps has as many nodes as one of few', async () => {
  await tf.setBackend('onnx');
  const nodes: number[] = [];
  for (const steps of [4, 90]) {
    const layer = tf.layers.gru({ units: 3 });
    fixWeights(layer);
    const x = noise([2, steps, 4], 1);
    const slope = tf.grad((input: tf.Tensor) => tf.sum(layer.apply(input) as tf.Tensor))(x);
    await slope.data();
    nodes.push(backendInfo().stats!.nodes);
    tf.dispose([x, slope, variablesOf(layer)]);
  }
  expect(nodes[1]).toBe(nodes[0]);
});

test.each(['lstm', 'gru', 'simpleRNN'] as const)(
  '%s keeps its state from batch to batch until it is reset',
  async (kind) => {
    const { onnx } = await onBoth(async () => {
      const layer = tf.layers[kind]({
        units: 3,
        stateful: true,
        batchInputShape: [2, 4, 4],
        returnState: true,
      } as never);
      const input = tf.input({ batchShape: [2, 4, 4] });
      const model = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor[] });
      fixWeights(layer);
      const batches = [1, 2, 3].map((seed) => noise([2, 4, 4], seed));
      const outputs = batches.flatMap((x) => model.predict(x) as tf.Tensor[]);
      layer.resetStates();
      outputs.push(...(model.predict(batches[0]!) as tf.Tensor[]));
      const loss = () =>
        tf.tidy(() => tf.sum((model.apply(batches[1]!, { training: true }) as tf.Tensor[])[0]!) as tf.Scalar);
      const { value, grads } = tf.variableGrads(loss, variablesOf(layer));
      outputs.push(value, ...Object.values(grads));
      const { states, keptStates } = layer as unknown as { states: tf.Tensor[]; keptStates: tf.Tensor[][] };
      outputs.push(...states.map((state) => tf.clone(state)));
      // Copied now: on this backend values are computed when they are read.
      await Promise.all(outputs.map((output) => output.data()));
      tf.dispose([batches, states, keptStates]);
      model.dispose();
      return outputs;
    });
    expect(recurrent(onnx).length).toBeGreaterThanOrEqual(6);
  },
);

test('masks that a Masking layer makes reach a bidirectional layer and stacked cells', async () => {
  const { onnx } = await onBoth(async () => {
    const input = tf.input({ shape: [5, 4] });
    const masked = tf.layers.masking().apply(input) as tf.SymbolicTensor;
    const both = tf.layers.bidirectional({
      layer: tf.layers.gru({ units: 3, returnSequences: true }) as tf.RNN,
      mergeMode: 'sum',
    });
    const cells = [tf.layers.lstmCell({ units: 2 }), tf.layers.simpleRNNCell({ units: 3 })];
    const stack = tf.layers.rnn({ cell: cells, goBackwards: true, returnSequences: true, returnState: true });
    const outputs = stack.apply(both.apply(masked)) as tf.SymbolicTensor[];
    const model = tf.model({ inputs: input, outputs });
    const weights = model.getWeights().map(({ shape }, i) => noise(shape, i + 1));
    // Those of stacked cells can't be set by TensorFlow.js.
    model.weights.forEach((weight, i) => weight.write(weights[i]!));
    const x = tf.tidy(() => noise([3, 5, 4], 9).arraySync()) as number[][][];
    x[0]![4]!.fill(0);
    x[1]!.forEach((step) => step.fill(0));
    x[2]![1]!.fill(0);
    const batch = tf.tensor3d(x);
    const loss = () =>
      tf.tidy(() =>
        tf.addN((model.apply(batch) as tf.Tensor[]).map((y, i) => tf.sum(tf.mul(y, noise(y.shape, i))))),
      ) as tf.Scalar;
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(loss, variables);
    const made = [value, ...Object.values(grads), ...(model.predict(batch) as tf.Tensor[])];
    await Promise.all(made.map((tensor) => tensor.data()));
    tf.dispose([weights, batch]);
    model.dispose();
    return made;
  });
  expect(recurrent(onnx).length).toBeGreaterThanOrEqual(4 + 4 + 4);
});

test("a dropout function of one's own is called as TensorFlow.js calls it", async () => {
  const counts: number[] = [];
  const { onnx } = await onBoth(() => {
    let calls = 0;
    const dropoutFunc = (x: tf.Tensor, rate: number) => {
      calls++;
      const keep = Float32Array.from({ length: x.size }, (_, i) => ((i * calls) % 3 === 0 ? 0 : 1 / (1 - rate)));
      return tf.tidy(() => tf.mul(x, tf.tensor(keep, x.shape)));
    };
    const layer = tf.layers.gru({ units: 3, dropout: 0.4, recurrentDropout: 0.2, dropoutFunc } as never);
    fixWeights(layer);
    const x = noise([2, 3, 4], 1);
    const y = layer.apply(x, { training: true }) as tf.Tensor;
    counts.push(calls);
    disposeMasks(layer);
    tf.dispose([x, variablesOf(layer)]);
    return [y];
  });
  expect(recurrent(onnx)).toHaveLength(1);
  expect(counts[1]).toBe(counts[0]);
});

test("activations that mix elements, cells of one's own and second derivatives run as TensorFlow.js has them", async () => {
  type Cell = new (args: object) => { call(inputs: tf.Tensor[], options: object): tf.Tensor[] };
  const own = tf.serialization.SerializationMap.getMap().classNameMap['GRUCell']![0] as unknown as Cell;
  class Halved extends own {
    override call(inputs: tf.Tensor[], options: object): tf.Tensor[] {
      return super.call(inputs, options).map((state) => tf.mul(state, 0.5));
    }
  }
  const { onnx } = await onBoth(() => {
    const layers = [
      tf.layers.simpleRNN({ units: 3, activation: 'softmax' }),
      tf.layers.rnn({ cell: new Halved({ units: 3 }) as never }),
    ];
    const x = noise([2, 3, 4], 1);
    const outputs = layers.map((layer) => {
      fixWeights(layer);
      return layer.apply(x) as tf.Tensor;
    });
    const twice = tf.layers.gru({ units: 3, recurrentActivation: 'sigmoid' });
    fixWeights(twice);
    const f = (input: tf.Tensor) => tf.sum(tf.square(twice.apply(input) as tf.Tensor));
    const second = tf.grad((input: tf.Tensor) => tf.sum(tf.square(tf.grad(f)(input))))(x);
    tf.dispose([x, [...layers, twice].map(variablesOf)]);
    return [...outputs, second];
  });
  expect(recurrent(onnx)).toEqual([]);
});

test('unroll changes nothing', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  await onBoth(() => {
    const layer = tf.layers.lstm({ units: 3, unroll: true });
    fixWeights(layer);
    const x = noise([2, 3, 4], 1);
    const y = layer.apply(x) as tf.Tensor;
    tf.dispose([x, variablesOf(layer)]);
    return [y];
  });
  warn.mockRestore();
});

test("the forget gate's bias begins with 1", async () => {
  await tf.setBackend('onnx');
  const layer = tf.layers.lstm({ units: 2, unitForgetBias: true });
  tf.tidy(() => layer.build([null, null, 3]));
  const [, , bias] = layer.getWeights();
  expect(Array.from(await bias!.data())).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  tf.dispose(variablesOf(layer));
});

test.each([
  ['states of another shape', { initialState: [[2, 4]] }, [2, 3, 4]],
  [
    'too many states',
    {
      initialState: [
        [2, 3],
        [2, 3],
      ],
    },
    [2, 3, 4],
  ],
  ['a mask of other steps', { mask: [2, 5] }, [2, 3, 4]],
])(
  '%s: the error is that of the cpu backend',
  async (_, { initialState, mask }: { initialState?: number[][]; mask?: number[] }, shape) => {
    const messages: string[] = [];
    for (const backend of ['cpu', 'onnx']) {
      await tf.setBackend(backend);
      tf.tidy(() => {
        const layer = tf.layers.gru({ units: 3 });
        fixWeights(layer);
        const options = {
          ...(mask && { mask: tf.ones(mask) }),
          ...(initialState && { initialState: initialState.map((size) => tf.zeros(size)) }),
        };
        try {
          layer.apply(noise(shape, 1), options);
          messages.push('none');
        } catch (error) {
          messages.push((error as Error).message);
        }
        tf.dispose(variablesOf(layer));
      });
    }
    expect(messages[1]).toBe(messages[0]);
  },
);

test('a batch of another size than the states: the error is that of the cpu backend', async () => {
  const messages: string[] = [];
  for (const backend of ['cpu', 'onnx']) {
    await tf.setBackend(backend);
    const layer = tf.layers.simpleRNN({ units: 3, stateful: true, batchInputShape: [2, 3, 4] });
    layer.apply(tf.input({ batchShape: [2, 3, 4] }));
    const { states } = layer as unknown as { states: tf.Tensor[] };
    const x = tf.zeros([5, 3, 4]);
    tf.tidy(() => {
      try {
        layer.call(x, {});
        messages.push('none');
      } catch (error) {
        messages.push((error as Error).message);
      }
    });
    tf.dispose([x, states, variablesOf(layer)]);
  }
  expect(messages[0]).not.toBe('none');
  expect(messages[1]).toBe(messages[0]);
});

test('sequences without a step or without an item do what they do on the cpu backend', async () => {
  for (const shape of [
    [2, 0, 4],
    [0, 3, 4],
  ]) {
    const outcomes: string[] = [];
    for (const backend of ['cpu', 'onnx']) {
      await tf.setBackend(backend);
      const layer = tf.layers.lstm({ units: 3 });
      fixWeights(layer);
      const x = tf.zeros(shape);
      try {
        const y = layer.apply(x) as tf.Tensor | undefined;
        outcomes.push(JSON.stringify(y ? [y.shape, Array.from(await y.data())] : 'nothing'));
        y?.dispose();
      } catch (error) {
        outcomes.push((error as Error).message);
      }
      tf.dispose([x, variablesOf(layer)]);
    }
    expect(outcomes[1]).toBe(outcomes[0]);
  }
});

test('whole numbers are inputs too', async () => {
  const { onnx } = await onBoth(() => {
    const layer = tf.layers.simpleRNN({ units: 3 });
    fixWeights(layer);
    const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 0], [1, 2, 4], 'int32');
    const y = layer.apply(x) as tf.Tensor;
    tf.dispose([x, variablesOf(layer)]);
    return [y];
  });
  expect(recurrent(onnx)).toHaveLength(1);
});
