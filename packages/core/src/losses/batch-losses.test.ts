import { expectGradient, gradientOf, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { type BatchLoss, circle, multiSimilarity, ntXent } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const dot = (x: readonly number[], y: readonly number[]) => x.reduce((so, value, k) => so + value * y[k]!, 0);
const unit = (x: readonly number[]) => x.map((value) => value / (Math.sqrt(dot(x, x)) || 1));
const total = (values: readonly number[]) => values.reduce((so, value) => so + value, 0);

type Formula = (positives: readonly number[], negatives: readonly number[]) => number;

const formulas: Record<string, { loss: BatchLoss; formula: Formula }> = {
  multiSimilarity: {
    loss: multiSimilarity({ alpha: 3, beta: 20, base: 0.4 }),
    formula: (positives, negatives) =>
      Math.log(1 + total(positives.map((s) => Math.exp(-3 * (s - 0.4))))) / 3 +
      Math.log(1 + total(negatives.map((s) => Math.exp(20 * (s - 0.4))))) / 20,
  },
  circle: {
    loss: circle({ margin: 0.25, scale: 10 }),
    formula: (positives, negatives) =>
      Math.log(
        1 +
          total(negatives.map((s) => Math.exp(10 * Math.max(0, s + 0.25) * (s - 0.25)))) *
            total(positives.map((s) => Math.exp(-10 * Math.max(0, 1.25 - s) * (s - 0.75)))),
      ),
  },
  ntXent: {
    loss: ntXent({ temperature: 0.3 }),
    formula: (positives, negatives) =>
      negatives.length === 0 || positives.length === 0
        ? 0
        : total(
            positives.map((s) => {
              const power = Math.exp(s / 0.3);
              return -Math.log(power / (power + total(negatives.map((other) => Math.exp(other / 0.3)))));
            }),
          ) / positives.length,
  },
};

/** Two rows that coincide in one class, two that do in two classes, one of zeros. */
const rows = [
  [1, 2, -1],
  [1, 2, -1],
  [0.3, -1, 0.5],
  [0.3, -1, 0.5],
  [0, 0, 0],
  [-1, 0.2, 0.4],
];
const batches: Record<string, readonly string[]> = {
  'a few classes': ['a', 'a', 'a', 'b', 'b', 'b'],
  'an item of its own class': ['a', 'a', 'b', 'c', 'b', 'd'],
  'one class': ['a', 'a', 'a', 'a', 'a', 'a'],
  'classes of one': ['a', 'b', 'c', 'd', 'e', 'f'],
};

describe.each(Object.keys(formulas))('%s', (name) => {
  const { loss, formula } = formulas[name]!;

  test.each(Object.keys(batches))('is its loops with %s, and finite', async (batch) => {
    const labels = batches[batch]!;
    const got = await valuesOf(() => loss(tf.tensor2d(rows), labels));
    for (const [i, label] of labels.entries()) {
      const of = (keep: (j: number) => boolean) =>
        rows.flatMap((row, j) => (j !== i && keep(j) ? [dot(unit(rows[i]!), unit(row))] : []));
      expect(got[i]).toBeCloseTo(
        formula(
          of((j) => labels[j] === label),
          of((j) => labels[j] !== label),
        ),
        4,
      );
    }
    const gradient = await gradientOf((x) => loss(x as tf.Tensor2D, labels), rows.flat(), [6, 3]);
    expect(gradient.every(Number.isFinite)).toBe(true);
    // pytorch-metric-learning divides by 1e-12 instead and sends a gradient of that size to the zero row
    expect(gradient.slice(12, 15).map(Math.abs)).toEqual([0, 0, 0]);
  });

  test('has the gradient of finite differences also where rows coincide', async () => {
    if (name === 'circle') return; // its weights count as constants: see the oracle
    const few = rows.flatMap((row, i) => (i === 4 ? [] : row));
    const labels = ['a', 'a', 'a', 'b', 'b'];
    await expectGradient((x) => loss(x as tf.Tensor2D, labels), few, [5, 3], { h: 3e-3, tolerance: 1e-2 });
  });
});

test('NT-Xent goes on rising where a logarithm of 32 bits would end at 87', async () => {
  const make = () =>
    ntXent({ temperature: 0.01 })(
      tf.tensor2d([
        [1, 0],
        [-1, 0],
        [1, 0],
        [-1, 0],
      ]),
      ['a', 'a', 'b', 'b'],
    );
  for (const value of await valuesOf(make)) expect(value).toBeCloseTo(200, 3);
  const f = (x: tf.Tensor) => ntXent({ temperature: 0.01 })(x as tf.Tensor2D, ['a', 'a', 'b', 'b']);
  const gradient = await gradientOf(f, [1, 0.1, -1, 0.1, 1, 0.2, -1, -0.2], [4, 2]);
  expect(total(gradient.map(Math.abs))).toBeGreaterThan(10);
});

test('an item without a positive, or a batch without a negative, does not count where it can say nothing', () => {
  for (const loss of [circle(), ntXent()]) {
    expect(loss.counts!(['a', 'a', 'b'])).toEqual([true, true, false]);
    expect(loss.counts!(['a', 'a'])).toEqual([false, false]);
  }
  expect(multiSimilarity().counts).toBeUndefined();
});

test('what makes no sense is refused at once', () => {
  expect(() => ntXent({ temperature: 0 })).toThrow(new RangeError('ntXent: temperature must be above 0, got 0'));
  expect(() => multiSimilarity({ alpha: -2 })).toThrow(RangeError);
  expect(() => multiSimilarity({ beta: 0 })).toThrow(RangeError);
  expect(() => multiSimilarity({ base: Number.NaN })).toThrow(RangeError);
  expect(() => circle({ margin: -0.1 })).toThrow(new RangeError('circle: margin must be between 0 and 1, got -0.1'));
  expect(() => circle({ scale: 0 })).toThrow(RangeError);
  tf.tidy(() => {
    for (const loss of [multiSimilarity(), circle(), ntXent()]) {
      expect(() => loss(tf.zeros([2, 3]), ['a'])).toThrow(TypeError);
      expect(() => loss(tf.zeros([2]) as tf.Tensor as tf.Tensor2D, ['a', 'b'])).toThrow(
        'argument embeddings must have the shape [n, d], got [2]',
      );
      expect(() => loss(tf.zeros([0, 3]), [])).toThrow(RangeError);
    }
  });
});
