import * as tf from '@tensorflow/tfjs';
import { activations } from '../kernels/recurrent/activation.ts';
import { blocks } from '../kernels/recurrent/tall-product.ts';
import { behaviour, createLayer, expectSame, fixWeights } from './recurrent.test.cases.ts';
import type { Case, Mask } from './recurrent.test.cases.ts';

const kinds = ['lstm', 'gru', 'simpleRNN'] as const;
const sigmoid = { recurrentActivation: 'sigmoid' };

const cases: [string, Case][] = [];
const add = (one: Case) => cases.push([JSON.stringify(one), one]);
for (const kind of kinds) {
  for (const goBackwards of [false, true]) {
    for (const mask of ['none', 'some'] satisfies Mask[]) {
      add({ kind, mask, options: { ...sigmoid, goBackwards } });
      add({
        kind,
        mask,
        options: { ...sigmoid, goBackwards, returnSequences: true, returnState: true },
        states: true,
        train: true,
      });
    }
  }
  add({ kind, mask: 'all', options: { returnSequences: true } });
  add({ kind, mask: 'no', options: { returnSequences: true }, states: true });
  add({ kind, mask: 'some', deepMask: true });
  add({ kind, options: { useBias: false, returnState: true } });
  add({ kind, options: { returnSequences: true, goBackwards: true }, items: 1 });
  add({ kind, options: { dropout: 0.3, returnSequences: true }, train: true });
  add({ kind, options: { recurrentDropout: 0.4, returnSequences: true, goBackwards: true } });
  add({ kind, mask: 'some', options: { dropout: 0.3, recurrentDropout: 0.4, implementation: 1 }, states: true });
  for (const merge of ['concat', 'sum', 'ave', 'mul', null] as const) {
    add({ kind, merge, options: { ...sigmoid, returnSequences: true }, mask: 'some' });
  }
  add({ kind, merge: 'concat', options: { ...sigmoid, dropout: 0.3, recurrentDropout: 0.4 } });
  add({ kind, merge: 'concat', options: { returnSequences: true, returnState: true }, states: true });
}
for (const activation of Object.keys(activations)) {
  for (const kind of kinds) add({ kind, options: { activation, recurrentActivation: activation } });
}
for (const activation of ['softmax', 'swish', 'mish', 'gelu'])
  add({ kind: 'gru', options: { activation }, mask: 'some' });

test.each(cases)('%s gives and learns what it does on the cpu backend', async (_, one) => {
  expectSame(await behaviour('onnx', one), await behaviour('cpu', one));
});

/** Output and gradients of weights and of the first step, of a layer with fixed weights. */
async function firstStep(backend: string, layer: tf.layers.Layer, x: tf.Tensor3D, mask?: tf.Tensor) {
  await tf.setBackend(backend);
  fixWeights(layer);
  const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const loss = (input: tf.Tensor) =>
    tf.tidy(() => tf.sum(tf.square(layer.apply(input, mask ? { mask } : {}) as tf.Tensor))) as tf.Scalar;
  const { value, grads } = tf.variableGrads(() => loss(x), variables);
  const slope = tf.grad(loss)(x);
  const first = tf.slice(slope, [0, 0, 0], [x.shape[0], 1, x.shape[2]]);
  const read = [value, ...Object.values(grads), first];
  const numbers = await Promise.all(read.map((tensor) => tensor.data()));
  tf.dispose([read, slope, variables]);
  return new Map(numbers.map((values, i) => [String(i), values as Float32Array]));
}

// TensorFlow.js's own gradient of a sequence of one step throws: one masked step more is the same.
test.each(
  kinds.flatMap((kind) =>
    [false, true].flatMap((goBackwards) => [1, 3].map((items) => ({ kind, goBackwards, items }))),
  ),
)('one step: %j', async ({ kind, goBackwards, items }) => {
  const values = Array.from({ length: 8 * items }, (_, i) => Math.sin(i));
  await tf.setBackend('cpu');
  const two = tf.tensor3d(values, [items, 2, 4]);
  const one = tf.slice(two, [0, 0, 0], [items, 1, 4]);
  const mask = tf.tensor2d(Array.from({ length: items }, () => [1, 0]));
  const expected = await firstStep('cpu', createLayer({ kind, options: { goBackwards } }), two, mask);
  for (const options of [{}, { returnSequences: true }]) {
    expectSame(await firstStep('onnx', createLayer({ kind, options: { goBackwards, ...options } }), one), expected);
  }
  tf.dispose([one, two, mask]);
});

test('sequences so long that their products are cut into blocks', async () => {
  expect(blocks(32 * 64, 512)).toBe(2);
  const results: number[][] = [];
  for (const backend of ['onnx', 'cpu']) {
    await tf.setBackend(backend);
    const layer = tf.layers.gru({ units: 2 });
    const shape = [32, 64, 512];
    const x = tf.tensor(
      Float32Array.from({ length: 2 ** 20 }, (_, i) => 0.01 * Math.sin(0.7 * i + 3)),
      shape,
    );
    const loss = () => tf.mean(layer.apply(x) as tf.Tensor) as tf.Scalar;
    fixWeights(layer, 512);
    const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(loss, variables);
    const dx = tf.grad((input: tf.Tensor) => tf.mean(layer.apply(input) as tf.Tensor))(x);
    const sums = tf.tidy(() => [value, ...Object.values(grads), dx].map((tensor) => tf.sum(tf.mul(tensor, 10))));
    results.push((await Promise.all(sums.map((sum) => sum.data()))).map(([sum]) => sum!));
    tf.dispose([value, grads, dx, sums, x]);
    tf.dispose(variables);
  }
  const [found, expected] = results as [number[], number[]];
  found.forEach((value, i) =>
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4 * Math.abs(expected[i]!) + 1e-6),
  );
});
