import { expectGradient, gradientOf, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine, euclidean } from '../distances/index.ts';
import { binaryCrossEntropy, contrastive, mean, meanNonZero, sum, supervisedContrastive, triplet } from './index.ts';

const expectClose = (got: readonly number[], wanted: readonly number[], digits = 5): void => {
  expect(got).toHaveLength(wanted.length);
  for (const [i, value] of got.entries()) expect(value).toBeCloseTo(wanted[i]!, digits);
};

const embeddings = [1, 0.2, -0.3, 0.8, 0.5, 0.1, -1, 0.4, 0.3, 0.2, 0.9, -0.7, -0.6, -0.2, 0.5];
const labels = ['a', 'a', 'b', 'b', 'c'];

/** Khosla 2020, equation 2, by loops over plain numbers. */
function naiveSupervisedContrastive(values: readonly number[], names: readonly string[], t: number): number[] {
  const rows = names.map((_, i) => {
    const row = values.slice(i * 3, i * 3 + 3);
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
  const s = (i: number, j: number) => rows[i]!.reduce((total, value, k) => total + value * rows[j]![k]!, 0) / t;
  return names.map((name, i) => {
    const others = names.map((_, j) => j).filter((j) => j !== i);
    const positives = others.filter((j) => names[j] === name);
    const total = Math.log(others.reduce((so, j) => so + Math.exp(s(i, j)), 0));
    return positives.length === 0 ? 0 : positives.reduce((so, j) => so + total - s(i, j), 0) / positives.length;
  });
}

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test('contrastive is Hadsell 2006 with the factor 1/2, by hand', async () => {
    const d = () => tf.tensor1d([0.5, 0.5, 2, 2, 0, 1]);
    const same = [true, false, true, false, false, false];
    expectClose(await valuesOf(() => contrastive()(d(), same)), [0.125, 0.125, 2, 0, 0.5, 0]);
    expectClose(await valuesOf(() => contrastive({ margin: 3 })(d(), same)), [0.125, 3.125, 2, 0.5, 4.5, 2]);
  });

  test('contrastive on a similarity takes 1 - similarity', async () => {
    const loss = contrastive({ margin: 0.5, distance: cosine });
    expectClose(await valuesOf(() => loss(tf.tensor1d([0.8, 0.8, 0.2]), [true, false, false])), [0.02, 0.045, 0]);
  });

  test('triplet: the hinge, the soft margin, the swap and a similarity, by hand', async () => {
    const near = () => tf.tensor1d([0.5, 0.2, 1]);
    const far = () => tf.tensor1d([1, 2, 1]);
    expectClose(await valuesOf(() => triplet()(near(), far())), [0.5, 0, 1]);
    expectClose(await valuesOf(() => triplet({ margin: 'soft' })(near(), far())), [
      Math.log1p(Math.exp(-0.5)),
      Math.log1p(Math.exp(-1.8)),
      Math.LN2,
    ]);
    const between = () => tf.tensor1d([0.8, 3, 0.5]);
    expectClose(await valuesOf(() => triplet({ swap: true })(near(), far(), between())), [0.7, 0, 1.5]);
    expectClose(await valuesOf(() => triplet({ margin: 0.2, distance: cosine })(far(), near())), [0, 0, 0.2]);
    const swapped = triplet({ margin: 0.2, distance: cosine, swap: true });
    expectClose(await valuesOf(() => swapped(far(), near(), between())), [0, 1.2, 0.2]);
  });

  test('binary cross-entropy is log(1 + exp(-+x)), also where exp overflows', async () => {
    const x = [0, 2, -2, 100, -100, 1e4];
    const loss = binaryCrossEntropy();
    const softplus = (value: number) => Math.max(0, value) + Math.log1p(Math.exp(-Math.abs(value)));
    const same = await valuesOf(() => loss(tf.tensor1d(x), Array(6).fill(true)));
    const different = await valuesOf(() => loss(tf.tensor1d(x), Array(6).fill(false)));
    expectClose(
      same,
      x.map((value) => softplus(-value)),
    );
    expectClose(different, x.map(softplus), 2);
  });

  test('supervised contrastive is equation 2 by loops, 0 for an item without a positive', async () => {
    for (const temperature of [0.1, 1]) {
      const loss = supervisedContrastive({ temperature });
      const got = await valuesOf(() => loss(tf.tensor2d(embeddings, [5, 3]), labels));
      expectClose(got, naiveSupervisedContrastive(embeddings, labels, temperature), 4);
    }
    expect(supervisedContrastive().counts!(labels)).toEqual([true, true, true, true, false]);
  });

  test('supervised contrastive stays finite at a small temperature, on equal rows and on zero rows', async () => {
    const loss = supervisedContrastive({ temperature: 0.001 });
    for (const values of [embeddings, Array(15).fill(1), Array(15).fill(0)]) {
      const got = await valuesOf(() => loss(tf.tensor2d(values, [5, 3]), labels));
      const gradient = await gradientOf((x) => loss(x as tf.Tensor2D, labels), values, [5, 3]);
      expect([...got, ...gradient].every(Number.isFinite)).toBe(true);
    }
  });

  test('gradients are those of finite differences', async () => {
    const d = [0.5, 0.4, 1.3, 2];
    const same = [true, false, true, false];
    await expectGradient((x) => contrastive()(x as tf.Tensor1D, same), d, [4]);
    await expectGradient((x) => binaryCrossEntropy()(x as tf.Tensor1D, same), d, [4]);
    for (const margin of [1, 'soft'] as const) {
      const loss = triplet({ margin });
      await expectGradient((x) => loss(x as tf.Tensor1D, tf.tensor1d([1, 0.6, 4, 2.5])), d, [4]);
      await expectGradient((x) => loss(tf.tensor1d([1, 0.6, 4, 2.5]), x as tf.Tensor1D), d, [4]);
    }
    await expectGradient(
      (x) => supervisedContrastive({ temperature: 0.5 })(x as tf.Tensor2D, labels),
      embeddings,
      [5, 3],
    );
    const pairs = (x: tf.Tensor) => contrastive()(euclidean.rows(x as tf.Tensor2D, tf.zeros([5, 3])), [...same, false]);
    await expectGradient(pairs, embeddings, [5, 3]);
  });

  test('the gradient is 0 where two items coincide, and at the hinge', async () => {
    const loss = (x: tf.Tensor) => contrastive()(euclidean.rows(x as tf.Tensor2D, tf.ones([2, 2])), [true, false]);
    expect((await gradientOf(loss, [1, 1, 1, 1], [2, 2])).map(Math.abs)).toEqual([0, 0, 0, 0]);
    const hinge = (x: tf.Tensor) => triplet()(x as tf.Tensor1D, tf.tensor1d([1.5]));
    expect(await gradientOf(hinge, [0.5], [1])).toEqual([0]);
  });

  test('reductions: mean, sum, mean of what is not 0, with and without weights', async () => {
    const values = () => tf.tensor1d([1, 0, 2, 5]);
    const weights = () => tf.tensor1d([1, 1, 1, 0]);
    expect(await valuesOf(() => mean(values()))).toEqual([2]);
    expect(await valuesOf(() => mean(values(), weights()))).toEqual([1]);
    expect(await valuesOf(() => sum(values()))).toEqual([8]);
    expect(await valuesOf(() => sum(values(), weights()))).toEqual([3]);
    expectClose(await valuesOf(() => meanNonZero(values())), [8 / 3]);
    expect(await valuesOf(() => meanNonZero(values(), weights()))).toEqual([1.5]);
    for (const reduction of [mean, sum, meanNonZero]) {
      expect(await valuesOf(() => reduction(values(), tf.zeros([4])))).toEqual([0]);
      expect((await gradientOf((x) => reduction(x as tf.Tensor1D), [0, 0, 0], [3])).every(Number.isFinite)).toBe(true);
      await expectGradient((x) => reduction(x as tf.Tensor1D, weights()), [1, 0.5, 2, 5], [4]);
    }
  });
});

test('a margin or a temperature that is no positive number, and lengths that differ, are refused', () => {
  expect(() => contrastive({ margin: 0 })).toThrow(new RangeError('contrastive: margin must be above 0, got 0'));
  expect(() => triplet({ margin: Number.NaN })).toThrow(RangeError);
  expect(() => supervisedContrastive({ temperature: -1 })).toThrow(RangeError);
  tf.tidy(() => {
    expect(() => contrastive()(tf.tensor1d([1, 2]), [true])).toThrow(
      new TypeError('contrastive: argument same must have one entry for each row of the tensor [2], got 1'),
    );
    expect(() => supervisedContrastive()(tf.zeros([2, 3]), ['a'])).toThrow(TypeError);
    expect(() => triplet({ swap: true })(tf.tensor1d([1]), tf.tensor1d([1]))).toThrow(TypeError);
  });
});
