import { expectGradient, gradientOf, onEachBackend, testScoreLoss, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine, euclidean } from '../distances/index.ts';
import { embeddingMse, klDistillation, marginMse, scoreMse, type ScoreLoss } from './index.ts';

const rows = (shift: number) =>
  Array.from({ length: 6 }, (_, i) => [0, 1, 2].map((k) => Math.sin(5 * i + 3 * k + shift)));
const [a, b] = [rows(0), rows(2)];
const taught = [0.9, 0.1, -0.4, 3, 2, -1];
const dot = (x: readonly number[], y: readonly number[]) => x.reduce((so, value, k) => so + value * y[k]!, 0);
const own = a.map((row, i) => dot(row, b[i]!));
const of = (loss: ScoreLoss, scores: readonly number[] = taught) =>
  valuesOf(() => loss(tf.tensor2d(a), tf.tensor2d(b), scores));
const meanOf = (values: readonly number[]) => values.reduce((so, value) => so + value, 0) / values.length;

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  testScoreLoss('scoreMse', scoreMse());

  test('Margin-MSE is the mean of its squares over the lists, the first candidate being the relevant one', async () => {
    for (const candidates of [2, 3, 6]) {
      const squares: number[] = [];
      for (let first = 0; first < 6; first += candidates) {
        for (let j = first + 1; j < first + candidates; j++) {
          squares.push((own[first]! - own[j]! - (taught[first]! - taught[j]!)) ** 2);
        }
      }
      const values = await of(marginMse({ candidates }));
      expect(meanOf(values)).toBeCloseTo(meanOf(squares), 5);
      for (const [i, value] of values.entries()) if (i % candidates === 0) expect(value).toBe(0);
    }
  });

  test('KL divergence is its loops over the lists, and no less than 0', async () => {
    for (const [candidates, t] of [
      [2, 1],
      [3, 0.5],
      [6, 4],
    ] as const) {
      // prettier-ignore
      const softmax = (x: readonly number[]) => {
        const powers = x.map((value) => Math.exp(value / t));
        return powers.map((power) => power / powers.reduce((so, one) => so + one, 0));
      };
      let total = 0;
      for (let first = 0; first < 6; first += candidates) {
        const [p, q] = [taught, own].map((scores) => softmax(scores.slice(first, first + candidates)));
        total += p!.reduce((so, share, j) => so + share * Math.log(share / q![j]!), 0);
      }
      const got = meanOf(await of(klDistillation({ candidates, temperature: t })));
      expect(got).toBeCloseTo((t ** 2 * total * candidates) / 6, 5);
      expect(got).toBeGreaterThan(0);
    }
  });

  test.each([
    ['marginMse', marginMse({ candidates: 3 })],
    ['klDistillation', klDistillation({ candidates: 3 })],
    ['scoreMse', scoreMse()],
  ])('%s: what is learned already costs nothing and moves nothing', async (_, loss) => {
    for (const value of await of(loss, own)) expect(Math.abs(value)).toBeLessThan(1e-5);
    const slope = await gradientOf((x) => loss(x as tf.Tensor2D, tf.tensor2d(b), own), a.flat(), [6, 3]);
    for (const value of slope) expect(Math.abs(value)).toBeLessThan(1e-5);
  });

  test.each([
    ['marginMse', marginMse({ candidates: 3 })],
    ['marginMse by the cosine', marginMse({ distance: cosine })],
    ['marginMse by a distance', marginMse({ candidates: 3, distance: euclidean })],
    ['klDistillation', klDistillation({ candidates: 3, temperature: 2 })],
    ['scoreMse by a distance', scoreMse({ distance: euclidean })],
  ])('%s has the gradient of central differences, on both sides', async (_, loss) => {
    const o = { h: 3e-3, tolerance: 1e-2 };
    await expectGradient((x) => loss(x as tf.Tensor2D, tf.tensor2d(b), taught), a.flat(), [6, 3], o);
    await expectGradient((x) => loss(tf.tensor2d(a), x as tf.Tensor2D, taught), b.flat(), [6, 3], o);
  });
});

describe('on cpu', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('by a distance a pair scores minus it', async () => {
    const make = () => scoreMse({ distance: euclidean })(tf.tensor2d([[3, 4]]), tf.tensor2d([[0, 0]]), [-4]);
    expect((await valuesOf(make))[0]).toBeCloseTo(1, 5);
  });

  test('embedding MSE is the mean over coordinates, and what is learned from stays', async () => {
    const make = () => embeddingMse()(tf.tensor2d([[1, 2], [0, 0]]), tf.tensor2d([[3, 2], [0, 1]])); // prettier-ignore
    expect(await valuesOf(make)).toEqual([2, 0.5]);
    const toLearn = await gradientOf((x) => embeddingMse()(x as tf.Tensor2D, tf.tensor2d(b)), a.flat(), [6, 3]);
    for (const [at, slope] of toLearn.entries()) {
      expect(slope).toBeCloseTo((2 * (a.flat()[at]! - b.flat()[at]!)) / 3, 5);
    }
    const learned = await gradientOf((x) => embeddingMse()(tf.tensor2d(a), x as tf.Tensor2D), b.flat(), [6, 3]);
    expect(learned.map(Math.abs)).toEqual(Array(18).fill(0));
  });

  test('scores so far apart that one candidate has all are finite', async () => {
    const far = taught.map((score) => 1e4 * score);
    for (const loss of [klDistillation({ candidates: 3 }), klDistillation({ candidates: 3, temperature: 0.01 })]) {
      expect((await of(loss, far)).every(Number.isFinite)).toBe(true);
      const slope = await gradientOf((x) => loss(x as tf.Tensor2D, tf.tensor2d(b), far), a.flat(), [6, 3]);
      expect(slope.every(Number.isFinite)).toBe(true);
    }
  });

  test('what makes no sense is refused at once', () => {
    expect(() => marginMse({ candidates: 1 })).toThrow('marginMse: candidates must be 2 or more, got 1');
    expect(() => klDistillation({ candidates: 2.5 })).toThrow(RangeError);
    expect(() => klDistillation({ candidates: 2, temperature: 0 })).toThrow(RangeError);
    tf.tidy(() => {
      const [x, y] = [tf.tensor2d(a), tf.tensor2d(b)];
      expect(() => marginMse({ candidates: 4 })(x, y, taught)).toThrow(
        new RangeError(
          'marginMse: arguments a and b must hold whole lists of 4 candidates, got 6 rows: give batches whose size is a multiple, in the order of the data',
        ),
      );
      expect(() => klDistillation({ candidates: 2 })(x, y, [1, 2])).toThrow(TypeError);
      expect(() => scoreMse()(x, y, [1, 2, 3, 4, 5, Number.NaN])).toThrow(RangeError);
      expect(() => embeddingMse()(x, tf.ones([6, 4]))).toThrow(TypeError);
      expect(() => embeddingMse()(x, y, { negatives: y })).toThrow(/knows no negatives/);
      expect(() => embeddingMse()(tf.zeros([0, 3]), tf.zeros([0, 3]))).toThrow(RangeError);
    });
  });
});
