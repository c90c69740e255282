import { expectGradient, gradientOf, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { barlowTwins, type MatchLoss, simSiam, vicReg } from './index.ts';
import { oraclesOf, viewsOutcomeOf } from './oracle.testing.ts';

const losses: Record<string, (o?: object) => MatchLoss> = {
  vicReg,
  barlowTwins,
  simSiam: (o) => simSiam({ dimensions: 4, hidden: 3, seed: 1, ...o }),
};
const names = Object.keys(losses);
const dispose = (loss: MatchLoss) => tf.dispose([...(loss.variables ?? [])]);
const oracles = oraclesOf('class-losses.json').filter(({ loss }) => names.includes(loss));
const wave = (count: number, k: number) => Array.from({ length: count }, (_, i) => Math.sin(1.7 * i * i + k));

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  test.each(oracles)('$loss $options is that of the oracle, value and gradients', async (oracle) => {
    const loss = losses[oracle.loss]!(oracle.options);
    for (const [seed, ...wanted] of backend === 'cpu' ? oracle.cases : oracle.cases.slice(0, 2)) {
      const { got, sizes } = await viewsOutcomeOf(loss, seed!, oracle.rows);
      for (const [i, value] of wanted.entries()) {
        expect(Math.abs(got[i]! - value)).toBeLessThanOrEqual(1e-5 * Math.max(Math.abs(value), sizes[i]!));
      }
    }
    dispose(loss);
  });

  // SimSiam's other side counts as a constant, which differences don't see: the oracle has it.
  test.each(['vicReg', 'barlowTwins'])('%s: the gradient is that of central differences', async (name) => {
    for (const n of [3, 6]) {
      const f = (t: tf.Tensor) => losses[name]!()(t as tf.Tensor2D, tf.tensor2d(wave(4 * n, 2), [n, 4]));
      await expectGradient(f, wave(4 * n, 1), [n, 4], { h: 3e-3, tolerance: 1e-2 });
    }
  });

  test.each(names)('%s: finite values and gradients of equal views, equal rows and zero rows', async (name) => {
    const loss = losses[name]!();
    for (const x of [wave(12, 0), Array(12).fill(0), Array(12).fill(0.5), [...wave(8, 3), 0, 0, 0, 0]]) {
      for (const f of [
        (t: tf.Tensor) => loss(t as tf.Tensor2D, t as tf.Tensor2D),
        (t: tf.Tensor) => loss(t as tf.Tensor2D, tf.tensor2d(wave(12, 5), [3, 4])),
      ]) {
        const values = await valuesOf(() => f(tf.tensor2d(x, [3, 4])));
        expect(values).toHaveLength(3);
        expect([...values, ...(await gradientOf(f, x, [3, 4]))].every(Number.isFinite)).toBe(true);
      }
    }
    dispose(loss);
  });

  test('vicReg and barlowTwins of a collapsed batch, by hand', async () => {
    const one = () => tf.fill([3, 4], 0.7) as tf.Tensor2D;
    for (const value of await valuesOf(() => vicReg()(one(), one()))) expect(value).toBeCloseTo(50 * (1 - 0.01), 3);
    for (const value of await valuesOf(() => barlowTwins()(one(), one()))) expect(value).toBeCloseTo(4, 4);
  });

  test('simSiam moves only the predicted side, and its predictor', async () => {
    const loss = losses['simSiam']!();
    const [a, b] = [wave(12, 1), wave(12, 2)].map((x) => tf.tidy(() => tf.variable(tf.tensor2d(x, [3, 4])))) as [
      tf.Variable<tf.Rank.R2>,
      tf.Variable<tf.Rank.R2>,
    ];
    const { value, grads } = tf.tidy(() => tf.variableGrads(() => tf.sum(loss(a, b)), [a, b, ...loss.variables!]));
    expect(Object.keys(grads)).toHaveLength(7);
    expect((await value.data())[0]! / 3).toBeGreaterThanOrEqual(-1);
    for (const gradient of Object.values(grads)) expect((await gradient.data()).every(Number.isFinite)).toBe(true);
    tf.dispose([value, a, b]);
    tf.dispose(grads);
    dispose(loss);
  });
});

test.each([
  ['vicReg', { invariance: -1 }],
  ['vicReg', { variance: NaN }],
  ['vicReg', { covariance: -1 }],
  ['vicReg', { epsilon: 0 }],
  ['barlowTwins', { redundancy: -1 }],
  ['simSiam', { dimensions: 0 }],
  ['simSiam', { hidden: 1.5 }],
  ['simSiam', { seed: NaN }],
])('%s refuses %p', (name, o) => {
  expect(() => losses[name]!(o)).toThrow(RangeError);
});

test.each(names)('%s refuses views of other shapes, one row, and negatives', (name) => {
  const loss = losses[name]!();
  tf.tidy(() => {
    const two = tf.ones([2, 4]) as tf.Tensor2D;
    expect(() => loss(two, tf.ones([3, 4]))).toThrow(TypeError);
    expect(() => loss(tf.ones([1, 4]), tf.ones([1, 4]))).toThrow(RangeError);
    expect(() => loss(two, two, { negatives: two })).toThrow(/knows no negatives/);
  });
  if (name === 'simSiam') tf.tidy(() => expect(() => loss(tf.ones([2, 3]), tf.ones([2, 3]))).toThrow(TypeError));
  dispose(loss);
});
