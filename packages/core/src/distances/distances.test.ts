import { expectGradient, gradientOf, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { differenceMatrix } from './difference-matrix.ts';
import {
  absoluteDifference,
  cosine,
  type Distance,
  distanceNamed,
  dot,
  euclidean,
  lp,
  manhattan,
  scoreOf,
  snr,
  squaredDifference,
  squaredEuclidean,
} from './index.ts';

const all: readonly Distance[] = [euclidean, squaredEuclidean, manhattan, cosine, dot, snr, lp(1), lp(2), lp(3.5)];

const a = [0.5, -1.2, 2, 0.3, 0.7, -0.4];
const b = [1.1, 0.4, -0.6, -0.9, 0.2, 0.8];

const variance = (x: readonly number[]) => {
  const mean = x.reduce((total, value) => total + value, 0) / x.length;
  return x.reduce((total, value) => total + (value - mean) ** 2, 0) / x.length;
};

const minkowski = (p: number) => (x: readonly number[], y: readonly number[]) =>
  x.reduce((total, value, i) => total + Math.abs(value - y[i]!) ** p, 0) ** (1 / p);

/** The definition, by a loop over plain numbers. */
const naive: Record<string, (x: readonly number[], y: readonly number[]) => number> = {
  squaredEuclidean: (x, y) => x.reduce((total, value, i) => total + (value - y[i]!) ** 2, 0),
  euclidean: (x, y) => Math.sqrt(naive['squaredEuclidean']!(x, y)),
  manhattan: (x, y) => x.reduce((total, value, i) => total + Math.abs(value - y[i]!), 0),
  dot: (x, y) => x.reduce((total, value, i) => total + value * y[i]!, 0),
  snr: (x, y) => variance(x.map((value, i) => value - y[i]!)) / variance(x),
  'lp(1)': minkowski(1),
  'lp(2)': minkowski(2),
  'lp(3.5)': minkowski(3.5),
  cosine: (x, y) => naive['dot']!(x, y) / Math.sqrt(naive['dot']!(x, x) * naive['dot']!(y, y)),
};

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test.each(all)('$name of rows and of all pairs is its definition', async (distance) => {
    const formula = naive[distance.name]!;
    const rowsOf = (values: readonly number[]) => [values.slice(0, 3), values.slice(3)];
    const rows = await valuesOf(() => distance.rows(tf.tensor2d(a, [2, 3]), tf.tensor2d(b, [2, 3])));
    const matrix = await valuesOf(() => distance.matrix(tf.tensor2d(a, [2, 3]), tf.tensor2d(b, [2, 3])));
    for (const [i, x] of rowsOf(a).entries()) {
      expect(rows[i]).toBeCloseTo(formula(x, rowsOf(b)[i]!), 5);
      for (const [j, y] of rowsOf(b).entries()) expect(matrix[i * 2 + j]).toBeCloseTo(formula(x, y), 5);
    }
  });

  test('numbers worked out by hand', async () => {
    const x = () => tf.tensor2d([[3, 4]]);
    const y = () => tf.tensor2d([[0, 0]]);
    expect(await valuesOf(() => euclidean.rows(x(), y()))).toEqual([5]);
    expect(await valuesOf(() => squaredEuclidean.rows(x(), y()))).toEqual([25]);
    expect(await valuesOf(() => manhattan.rows(x(), y()))).toEqual([7]);
    expect(await valuesOf(() => dot.rows(x(), x()))).toEqual([25]);
    expect((await valuesOf(() => cosine.rows(x(), tf.tensor2d([[4, 3]]))))[0]).toBeCloseTo(0.96, 6);
    expect(await valuesOf(() => cosine.rows(x(), y()))).toEqual([0]);
  });

  test.each(all)(
    'the gradient of $name is that of finite differences, for rows and for all pairs',
    async (distance) => {
      const other = () => tf.tensor2d(b, [2, 3]);
      const weight = () => tf.tensor2d([0.3, -1, 2, 0.5], [2, 2]);
      await expectGradient((x) => distance.rows(x as tf.Tensor2D, other()), a, [2, 3]);
      await expectGradient((x) => tf.mul(distance.matrix(x as tf.Tensor2D, other()), weight()), a, [2, 3]);
      await expectGradient((x) => tf.mul(distance.matrix(other(), x as tf.Tensor2D), weight()), a, [2, 3]);
      await expectGradient((x) => tf.mul(distance.matrix(x as tf.Tensor2D, x as tf.Tensor2D), weight()), a, [2, 3]);
    },
  );

  test.each([euclidean, squaredEuclidean, manhattan, snr, lp(1), lp(3.5)])(
    'at a = b $name is 0 and so is its gradient',
    async (distance) => {
      expect(await valuesOf(() => distance.rows(tf.tensor2d(a, [2, 3]), tf.tensor2d(a, [2, 3])))).toEqual([0, 0]);
      const rows = await gradientOf((x) => distance.rows(x as tf.Tensor2D, tf.tensor2d(a, [2, 3])), a, [2, 3]);
      expect(rows.map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0]);
    },
  );

  test.each(all)('the matrix of $name between equal rows has a finite gradient', async (distance) => {
    const x = [...a, ...a, 0, 0, 0];
    const gradient = await gradientOf((t) => distance.matrix(t as tf.Tensor2D, t as tf.Tensor2D), x, [5, 3]);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  test.each(all)(
    '$name of the zero vector has a finite gradient; by symmetry it is 0 unless it is a dot',
    async (distance) => {
      const zeros = [0, 0, 0, 0, 0, 0];
      const rows = await gradientOf((x) => distance.rows(x as tf.Tensor2D, tf.tensor2d(zeros, [2, 3])), zeros, [2, 3]);
      expect(rows.map(Math.abs)).toEqual(zeros);
      const other = await gradientOf((x) => distance.rows(x as tf.Tensor2D, tf.tensor2d(b, [2, 3])), zeros, [2, 3]);
      expect(other.every(Number.isFinite)).toBe(true);
      if (distance === cosine) expect(other.map(Math.abs)).toEqual(zeros);
      if (distance === dot) expect(other[0]).toBeCloseTo(b[0]!, 6);
    },
  );

  test('a matrix of differences in blocks is the one at once, and so is its gradient', async () => {
    const of = { value: (x: tf.Tensor) => tf.sum(tf.square(x), -1), slope: (x: tf.Tensor) => tf.mul(2, x) };
    const left = Array.from({ length: 15 }, (_, i) => Math.sin(i));
    const right = () => tf.tensor2d(b, [2, 3]);
    const weight = () => tf.tensor2d([1, 2, -3, 4, 0.5, 1, 7, -8, 9, 1], [5, 2]);
    const once = (x: tf.Tensor, bytes?: number) => differenceMatrix(of, x as tf.Tensor2D, right(), bytes);
    const other = (y: tf.Tensor, bytes?: number) =>
      tf.mul(weight(), differenceMatrix(of, tf.tensor2d(left, [5, 3]), y as tf.Tensor2D, bytes));
    for (const bytes of [0, 48, 60]) {
      expect(await valuesOf(() => once(tf.tensor2d(left, [5, 3]), bytes))).toEqual(
        await valuesOf(() => once(tf.tensor2d(left, [5, 3]))),
      );
      expect(await gradientOf((x) => tf.mul(weight(), once(x, bytes)), left, [5, 3])).toEqual(
        await gradientOf((x) => tf.mul(weight(), once(x)), left, [5, 3]),
      );
      const blocks = await gradientOf((y) => other(y, bytes), b, [2, 3]);
      for (const [i, value] of (await gradientOf((y) => other(y), b, [2, 3])).entries()) {
        expect(blocks[i]).toBeCloseTo(value, 4);
      }
    }
  });

  test('the order of a Minkowski distance may be large, and differences tiny or huge', async () => {
    const rows = (x: number[], p: number) => valuesOf(() => lp(p).rows(tf.tensor2d([x]), tf.zeros([1, x.length])));
    expect((await rows([3e-20, 4e-20], 2))[0]).toBeCloseTo(5e-20, 25);
    expect((await rows([3e20, 4e20], 2))[0]! / 5e20).toBeCloseTo(1, 5);
    expect((await rows([2, 1, -2], 100))[0]).toBeCloseTo(2 * 2 ** 0.01, 5);
    expect(await gradientOf((x) => lp(3).rows(x as tf.Tensor2D, tf.zeros([1, 2])), [0, -2], [1, 2])).toEqual([0, -1]);
  });

  test('an anchor without a signal has no distance and no gradient', async () => {
    const anchor = [0.1, 0.1, 0.1, 1, 2, 3];
    expect(await valuesOf(() => snr.rows(tf.tensor2d(anchor, [2, 3]), tf.tensor2d(b, [2, 3])))).toEqual([
      0,
      expect.any(Number),
    ]);
    const gradient = await gradientOf((x) => snr.rows(x as tf.Tensor2D, tf.tensor2d(b, [2, 3])), anchor, [2, 3]);
    expect(gradient.slice(0, 3).map(Math.abs)).toEqual([0, 0, 0]);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  test('differences by coordinate, by hand, with the gradient 0 where they are', async () => {
    const x = () => tf.tensor2d([[1, 2, 3]]);
    expect(await valuesOf(() => absoluteDifference(x(), tf.tensor2d([[3, 2, 1.5]])))).toEqual([2, 0, 1.5]);
    expect(await valuesOf(() => squaredDifference(x(), tf.tensor2d([[3, 2, 1.5]])))).toEqual([4, 0, 2.25]);
    const other = () => tf.tensor2d([[3, 2, 1.5]]);
    const of = (f: typeof absoluteDifference) => gradientOf((t) => f(t as tf.Tensor2D, other()), [1, 2, 3], [1, 3]);
    expect((await of(absoluteDifference)).map((value) => value + 0)).toEqual([-1, 0, 1]);
    expect((await of(squaredDifference)).map((value) => value + 0)).toEqual([-4, 0, 3]);
  });

  test('all pairs far from the origin lose little to cancellation and are never negative', async () => {
    const x = Array.from({ length: 12 }, (_, i) => 1000 + Math.sin(i));
    const matrix = await valuesOf(() => squaredEuclidean.matrix(tf.tensor2d(x, [4, 3]), tf.tensor2d(x, [4, 3])));
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const float = (k: number) => Math.fround(x[k]!);
        const exact = [0, 1, 2].reduce((total, k) => total + (float(i * 3 + k) - float(j * 3 + k)) ** 2, 0);
        expect(matrix[i * 4 + j]).toBeGreaterThanOrEqual(0);
        expect(matrix[i * 4 + j]).toBeCloseTo(exact, 3);
      }
    }
  });
});

test('a score is larger where two things are more alike', () => {
  expect(scoreOf(euclidean, 2)).toBe(-2);
  expect(scoreOf(euclidean, 0)).toBe(0);
  expect(Object.is(scoreOf(euclidean, 0), 0)).toBe(true);
  expect(scoreOf(cosine, 0.4)).toBe(0.4);
});

test('a distance is found by its name, and an unknown name lists the known ones', () => {
  for (const distance of all.slice(0, 6)) expect(distanceNamed(distance.name)).toBe(distance);
  for (const order of [1, 2, 3.5]) expect(distanceNamed(lp(order).name).name).toBe(`lp(${order})`);
  expect(() => distanceNamed('lp(0.5)')).toThrow(RangeError);
  expect(() => distanceNamed('euclidian')).toThrow(
    'distanceNamed: argument name must be one of euclidean, squaredEuclidean, manhattan, cosine, dot, snr, lp(p), got "euclidian"',
  );
});

test('an order below 1 is refused', () => {
  expect(() => lp(0.5)).toThrow(new RangeError('lp: p must be 1 or more, got 0.5'));
  expect(() => lp(Infinity)).toThrow(RangeError);
  expect(() => lp(Number.NaN)).toThrow(RangeError);
});

test('shapes that do not fit are named', () => {
  tf.tidy(() => {
    const x = tf.zeros([2, 3]) as tf.Tensor2D;
    expect(() => euclidean.rows(x, tf.zeros([3, 3]))).toThrow(
      new TypeError('euclidean.rows: arguments a and b must both have the shape [n, d], got [2, 3] and [3, 3]'),
    );
    expect(() => cosine.matrix(x, tf.zeros([3, 4]))).toThrow('cosine.matrix: arguments a and b must have the shapes');
  });
});
