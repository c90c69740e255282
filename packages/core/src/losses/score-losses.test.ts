import { expectGradient, gradientOf, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { angle, cosent, cosineRegression, type ScoreLoss } from './index.ts';

beforeAll(() => tf.setBackend('cpu'));

const dot = (x: readonly number[], y: readonly number[]) => x.reduce((so, value, k) => so + value * y[k]!, 0);
const unit = (x: readonly number[]) => x.map((value) => value / (Math.sqrt(dot(x, x)) || 1));

/** The order of scores by loops, over any similarity. */
function ranked(similarities: readonly number[], scores: readonly number[], t: number): number {
  let so = 1;
  for (const [i, high] of scores.entries()) {
    for (const [j, low] of scores.entries()) if (high > low) so += Math.exp((similarities[j]! - similarities[i]!) / t);
  }
  return Math.log(so);
}

/** `|Re(x / y) + Im(x / y)|` of complex vectors of length 1, real parts first; without its imaginary part where d is odd. */
function complex(x: readonly number[], y: readonly number[]): number {
  const [p, q] = [unit(x), unit(y)];
  const half = Math.ceil(p.length / 2);
  const turned = Array.from({ length: p.length - half }, (_, k) => p[half + k]! * q[k]! - p[k]! * q[half + k]!);
  return Math.abs(dot(p, q) + turned.reduce((so, value) => so + value, 0));
}

const matrix = (d: number, shift: number) =>
  Array.from({ length: 5 }, (_, i) => Array.from({ length: d }, (_, k) => Math.sin(7 * i + 3 * k + shift)));
const scores = [0.25, 1, 0, 0.25, 0.5];

test('cosine regression is the squared error of the cosine, by hand', async () => {
  const make = () =>
    cosineRegression()(
      tf.tensor2d([
        [3, 4],
        [1, 0],
        [0, 0],
      ]),
      tf.tensor2d([
        [4, 3],
        [-2, 0],
        [1, 1],
      ]),
      [0.5, -1, 0.3],
    );
  const [first, second, third] = await valuesOf(make);
  expect(first).toBeCloseTo(0.46 ** 2, 6);
  expect(second).toBeCloseTo(0, 6);
  expect(third).toBeCloseTo(0.09, 6);
});

test.each([1, 2, 3, 4, 5])('CoSENT and AnglE are their loops, in %i coordinates', async (d) => {
  const [a, b] = [matrix(d, 0), matrix(d, 2)];
  const of = (loss: ScoreLoss) => valuesOf(() => loss(tf.tensor2d(a), tf.tensor2d(b), scores));
  const cosines = a.map((row, i) => dot(unit(row), unit(b[i]!)));
  const complexes = a.map((row, i) => complex(row, b[i]!));
  for (const t of [0.05, 1]) {
    for (const value of await of(cosent({ temperature: t }))) expect(value).toBeCloseTo(ranked(cosines, scores, t), 4);
    for (const value of await of(angle({ temperature: t }))) expect(value).toBeCloseTo(ranked(complexes, scores, t), 4);
  }
});

test.each([cosent, angle])('with equal scores there is no order: 0, and no gradient', async (make) => {
  const b = () => tf.tensor2d(matrix(4, 2));
  const f = (x: tf.Tensor) => make()(x as tf.Tensor2D, b(), Array(5).fill(0.5));
  const a = matrix(4, 0).flat();
  expect(await valuesOf(() => f(tf.tensor2d(a, [5, 4])))).toEqual([0, 0, 0, 0, 0]);
  expect((await gradientOf(f, a, [5, 4])).map(Math.abs)).toEqual(Array(20).fill(0));
});

test.each([cosineRegression, cosent, angle])('gradients where a = b, and at a tiny temperature', async (make) => {
  const a = matrix(4, 0).flat();
  const wide = make === cosineRegression ? cosineRegression() : make({ temperature: 0.5 });
  const f = (x: tf.Tensor) => wide(x as tf.Tensor2D, tf.tensor2d(a, [5, 4]), scores);
  await expectGradient(f, a, [5, 4], { h: 3e-3, tolerance: 1e-2 });
  const sharp = make === cosineRegression ? cosineRegression() : make({ temperature: 1e-4 });
  const far = matrix(4, 2).flat();
  const g = (x: tf.Tensor) => sharp(x as tf.Tensor2D, tf.tensor2d(far, [5, 4]), scores);
  const seen = [...(await valuesOf(() => g(tf.tensor2d(a, [5, 4])))), ...(await gradientOf(g, a, [5, 4]))];
  expect(seen.every(Number.isFinite)).toBe(true);
});

test('what makes no sense is refused at once', () => {
  expect(() => cosent({ temperature: 0 })).toThrow(new RangeError('cosent: temperature must be above 0, got 0'));
  expect(() => angle({ temperature: -1 })).toThrow(RangeError);
  expect(() => angle({ temperature: Number.NaN })).toThrow(RangeError);
  tf.tidy(() => {
    const x: tf.Tensor2D = tf.ones([2, 3]);
    expect(() => cosineRegression()(x, x, [0.5, 4])).toThrow(
      new RangeError('cosineRegression: scores[1] must be between -1 and 1, got 4'),
    );
    expect(() => cosent()(x, x, [Number.NaN, 1])).toThrow('cosent: scores[0] must be a finite number, got NaN');
    expect(() => angle()(x, x, [1])).toThrow(
      new TypeError('angle: argument scores must have one entry for each row of the tensor [2, 3], got 1'),
    );
    expect(() => cosent()(x, tf.ones([2, 4]), [1, 0])).toThrow(TypeError);
    expect(() => cosent()(tf.zeros([0, 3]), tf.zeros([0, 3]), [])).toThrow(RangeError);
  });
});
