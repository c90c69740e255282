import * as tf from '@tensorflow/tfjs';
import { expectGradient, gradientOf } from '../finite-differences.ts';
import { valuesOf } from '../read.ts';

/** The shape of a distance: core's `Distance`, restated. */
export type DistanceLike = {
  readonly name: string;
  readonly nearer: 'smaller' | 'larger';
  rows(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D;
  matrix(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D;
};

const a = [0.9, -0.4, 0.3, 0.2, 1.1, -0.7];
const b = [0.8, -0.5, 0.2, -0.3, 0.4, 0.9, -1.2, 0.1, 0.6];

/** What every distance keeps: rows agree with the matrix, nearer is nearer, gradients are right, and finite everywhere. */
export function testDistance(distance: DistanceLike): void {
  const left = (values: readonly number[] = a) => tf.tensor2d([...values], [values.length / 3, 3]);
  const right = () => tf.tensor2d(b, [3, 3]);

  describe(`the distance ${distance.name}`, () => {
    test('gives rows [n] and a matrix [n, m], which agree', async () => {
      const matrix = await valuesOf(() => {
        const values = distance.matrix(left(), right());
        expect(values.shape).toEqual([2, 3]);
        return values;
      });
      for (const [i, j] of [0, 1].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const))) {
        const row = (values: readonly number[], at: number) => tf.tensor2d(values.slice(at * 3, at * 3 + 3), [1, 3]);
        const [value] = await valuesOf(() => {
          const rows = distance.rows(row(a, i), row(b, j));
          expect(rows.shape).toEqual([1]);
          return rows;
        });
        expect(value).toBeCloseTo(matrix[i * 3 + j]!, 4);
      }
    });

    test('a vector is nearer to a slightly turned copy than to its opposite', async () => {
      const x = () => tf.tensor2d([[1, 2, 3]]);
      const [near] = await valuesOf(() => distance.rows(x(), tf.tensor2d([[1, 2, 2.9]])));
      const [far] = await valuesOf(() => distance.rows(x(), tf.tensor2d([[-1, -2, -3]])));
      expect(distance.nearer === 'smaller' ? far! - near! : near! - far!).toBeGreaterThan(0);
    });

    test('has the gradient of finite differences', async () => {
      await expectGradient((x) => distance.rows(x as tf.Tensor2D, tf.tensor2d(b.slice(0, 6), [2, 3])), a, [2, 3]);
      await expectGradient((x) => distance.matrix(x as tf.Tensor2D, right()), a, [2, 3]);
      await expectGradient((x) => distance.matrix(left(), x as tf.Tensor2D), b, [3, 3]);
    });

    test('has a finite gradient at a = b and at zero vectors', async () => {
      for (const values of [a, [0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 2, 3]]) {
        const rows = await gradientOf((x) => distance.rows(x as tf.Tensor2D, left(values)), values, [2, 3]);
        const same = await gradientOf((x) => distance.matrix(x as tf.Tensor2D, x as tf.Tensor2D), values, [2, 3]);
        expect([...rows, ...same].every(Number.isFinite)).toBe(true);
      }
    });

    test('refuses shapes that do not fit with a TypeError', () => {
      tf.tidy(() => {
        expect(() => distance.rows(left(), right())).toThrow(TypeError);
        expect(() => distance.matrix(left(), tf.zeros([2, 4]))).toThrow(TypeError);
      });
    });
  });
}
