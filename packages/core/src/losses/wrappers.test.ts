import { expectGradient, gradientOf, onEachBackend, testBatchLoss, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine } from '../distances/index.ts';
import {
  apart,
  arcFace,
  type BatchLoss,
  contrastive,
  equalLengths,
  infoNce,
  lengthPenalty,
  matryoshka,
  mean,
  multiSimilarity,
  normalizedSoftmax,
  type Regularizer,
  regularized,
  supervisedContrastive,
  triplet,
  vicReg,
  weightedSum,
  zeroMean,
} from './index.ts';

const labels = ['a', 'b', 'a', 'c', 'b'];
const some = Array.from({ length: 20 }, (_, i) => Math.sin(1.7 * i * i + 0.3));
const batch = () => tf.tensor2d(some, [5, 4]);
const rows = Array.from({ length: 5 }, (_, i) => some.slice(4 * i, 4 * i + 4));
const meanOf = async (loss: BatchLoss, x = batch) =>
  (
    await valuesOf(() => {
      const counts = loss.counts?.(labels);
      return mean(loss(x(), labels), counts && tf.tensor1d(counts.map(Number)));
    })
  )[0]!;
const dispose = (loss: BatchLoss) => tf.dispose([...(loss.variables ?? [])]);
const classes = { classes: ['a', 'b', 'c'], seed: 1 };

const length = (row: readonly number[], p = 2) => row.reduce((sum, v) => sum + Math.abs(v) ** p, 0) ** (1 / p);
const cos = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, v, k) => sum + v * b[k]!, 0) / length(a) / length(b);
const squares = rows.map((row) => length(row) ** 2);
const meanSquare = squares.reduce((a, b) => a + b, 0) / 5;
/** Each regulariser, and what it gives by loops. */
const regularizers: Record<string, [Regularizer, number[]]> = {
  lengthPenalty: [lengthPenalty(), rows.map((row) => length(row))],
  'lengthPenalty of another norm': [lengthPenalty({ p: 3, power: 2 }), rows.map((row) => length(row, 3) ** 2)],
  zeroMean: [zeroMean, rows.map((row) => Math.abs(row.reduce((a, b) => a + b, 0)))],
  equalLengths: [equalLengths, squares.map((square) => (square - meanSquare) ** 2 / 4)],
  apart: [apart, rows.map((row, i) => Math.max(...rows.filter((_, j) => j !== i).map((other) => cos(row, other))))],
};

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  testBatchLoss(
    'a weighted sum',
    weightedSum([{ loss: multiSimilarity() }, { loss: supervisedContrastive(), weight: 0.5 }]),
  );
  testBatchLoss('matryoshka', matryoshka(supervisedContrastive({ temperature: 0.5 }), { dimensions: [3, 2] }));
  testBatchLoss(
    'regularized',
    regularized(supervisedContrastive({ temperature: 0.5 }), lengthPenalty(), { weight: 0.01 }),
  );

  test('a weighted sum has the weighted sum of the means, though they count other items', async () => {
    const [one, two] = [supervisedContrastive(), multiSimilarity()];
    const loss = weightedSum([{ loss: one, weight: 0.3 }, { loss: two }]);
    expect(await meanOf(loss)).toBeCloseTo(0.3 * (await meanOf(one)) + (await meanOf(two)), 4);
  });

  test('weighted sums of pairs, triplets and matched rows', async () => {
    const d = () => tf.tensor1d([0.2, 0.9, 1.4]);
    const same = [true, false, false];
    const pairs = weightedSum([{ loss: contrastive() }, { loss: contrastive({ margin: 2 }), weight: 3 }]);
    const wanted = await valuesOf(() =>
      tf.add(contrastive()(d(), same), tf.mul(3, contrastive({ margin: 2 })(d(), same))),
    );
    for (const [i, value] of (await valuesOf(() => pairs(d(), same))).entries())
      expect(value).toBeCloseTo(wanted[i]!, 5);
    expect([pairs.kind, pairs.distance.name]).toEqual(['pair', 'euclidean']);
    const triplets = weightedSum([{ loss: triplet() }, { loss: triplet({ swap: true }) }]);
    expect(triplets.swap).toBe(true);
    expect(
      (await valuesOf(() => triplets(d(), tf.tensor1d([2, 2, 2]), tf.tensor1d([0.5, 2, 2])))).map((v) => v.toFixed(4)),
    ).toEqual(['0.7000', '0.0000', '0.8000']);
    const views = weightedSum([{ loss: vicReg() }, { loss: infoNce(), weight: 2 }]);
    const [v, i, sum] = await Promise.all(
      [vicReg(), infoNce(), views].map((loss) => valuesOf(() => loss(batch(), tf.reverse(batch(), 1)))),
    );
    for (const [k, value] of sum!.entries()) expect(value).toBeCloseTo(v![k]! + 2 * i![k]!, 3);
  });

  test('matryoshka is the sum over the first coordinates, each brought to length 1', async () => {
    const loss = supervisedContrastive();
    const wanted = (await meanOf(loss)) + 2 * (await meanOf(loss, () => tf.slice(batch(), [0, 0], [-1, 2])));
    expect(await meanOf(matryoshka(loss, { dimensions: [4, 2], weights: [1, 2] }))).toBeCloseTo(wanted, 4);
  });

  test('matryoshka makes a loss with class vectors for each of its dimensions', async () => {
    const loss = matryoshka((dimensions) => arcFace({ ...classes, dimensions, scale: 4 }), { dimensions: [4, 2] });
    expect(loss.variables!.map(({ shape }) => shape)).toEqual([
      [3, 4],
      [3, 2],
    ]);
    const parts = [4, 2].map((dimensions) => arcFace({ ...classes, dimensions, scale: 4 }));
    const wanted = (await meanOf(parts[0]!)) + (await meanOf(parts[1]!, () => tf.slice(batch(), [0, 0], [-1, 2])));
    expect(await meanOf(loss)).toBeCloseTo(wanted, 4);
    await expectGradient((x) => loss(x as tf.Tensor2D, labels), some, [5, 4], { h: 3e-3, tolerance: 1e-2 });
    [loss, ...parts].forEach(dispose);
  });

  test('matryoshka of matched rows cuts the hard negatives too', async () => {
    const loss = matryoshka(infoNce(), { dimensions: [2] });
    const cut = (x: tf.Tensor2D) => tf.slice(x, [0, 0], [-1, 2]);
    const [got, wanted] = await Promise.all([
      valuesOf(() => loss(batch(), tf.reverse(batch(), 0), { labels, negatives: batch() })),
      valuesOf(() => infoNce()(cut(batch()), cut(tf.reverse(batch(), 0)), { labels, negatives: cut(batch()) })),
    ]);
    for (const [i, value] of got.entries()) expect(value).toBeCloseTo(wanted[i]!, 4);
  });

  test.each(Object.keys(regularizers))(
    '%s is that by loops, with the gradient of central differences',
    async (name) => {
      const [regularizer, wanted] = regularizers[name]!;
      const got = await valuesOf(() => regularizer(batch()));
      expect(got).toHaveLength(5);
      for (const [i, value] of got.entries()) expect(value).toBeCloseTo(wanted[i]!, 4);
      await expectGradient((x) => regularizer(x as tf.Tensor2D), some, [5, 4], { h: 3e-3, tolerance: 1e-2 });
      for (const x of [Array(20).fill(0), Array(20).fill(1)]) {
        const gradient = await gradientOf((t) => regularizer(t as tf.Tensor2D), x, [5, 4]);
        expect(gradient.every(Number.isFinite)).toBe(true);
      }
    },
  );

  test('regularized adds the mean over the embeddings, or over the class vectors', async () => {
    const plain = supervisedContrastive();
    const lengths = regularizers['lengthPenalty']![1].reduce((a, b) => a + b, 0) / 5;
    expect(await meanOf(regularized(plain, lengthPenalty(), { weight: 0.1 }))).toBeCloseTo(
      (await meanOf(plain)) + 0.1 * lengths,
      4,
    );
    const softmax = normalizedSoftmax({ ...classes, dimensions: 4 });
    const vectors = Array.from(await softmax.variables![0]!.data());
    const of = regularized(softmax, lengthPenalty({ power: 2 }), { of: 'variables' });
    const square = vectors.reduce((sum, value) => sum + value * value, 0) / 3;
    expect(await meanOf(of)).toBeCloseTo((await meanOf(softmax)) + square, 3);
    expect(of.variables).toEqual(softmax.variables);
    dispose(softmax);
  });
});

test('wrappers say what is wrong', () => {
  expect(() => weightedSum([] as { loss: BatchLoss }[])).toThrow(RangeError);
  expect(() => weightedSum([{ loss: multiSimilarity(), weight: 0 }])).toThrow(RangeError);
  expect(() => weightedSum([{ loss: contrastive() }, { loss: contrastive({ distance: cosine }) }])).toThrow(
    /one distance/,
  );
  // @ts-expect-error losses of two kinds make no sum
  expect(() => weightedSum([{ loss: contrastive() }, { loss: multiSimilarity() }])).toThrow(TypeError);
  // @ts-expect-error a loss on distances has no embeddings to cut
  expect(() => matryoshka(contrastive(), { dimensions: [] })).toThrow(RangeError);
  for (const o of [
    { dimensions: [0] },
    { dimensions: [2, 2] },
    { dimensions: [2], weights: [1, 1] },
    { dimensions: [2], weights: [-1] },
  ]) {
    expect(() => matryoshka(multiSimilarity(), o)).toThrow(RangeError);
  }
  tf.tidy(() => expect(() => matryoshka(multiSimilarity(), { dimensions: [8] })(batch(), labels)).toThrow(TypeError));
  expect(() => regularized(multiSimilarity(), zeroMean, { weight: -1 })).toThrow(RangeError);
  expect(() => regularized(multiSimilarity(), zeroMean, { of: 'variables' })).toThrow(/no class vectors/);
  expect(() => lengthPenalty({ p: 0.5 })).toThrow(RangeError);
  expect(() => lengthPenalty({ power: NaN })).toThrow(RangeError);
});
