import * as tf from '@tensorflow/tfjs';
import { expectGradient, gradientOf } from '../finite-differences.ts';
import { kernelsOf, valuesOf } from '../read.ts';

/** Core's `ScoreLoss`, restated. */
export type ScoreLossLike = {
  readonly kind: 'score';
  (a: tf.Tensor2D, b: tf.Tensor2D, scores: readonly number[]): tf.Tensor1D;
};

const left = [1, 0.2, -0.3, 0.8, 0.5, 0.1, -1, 0.4, 0.3, -0.8, 0.1, 0.6];
const right = [0.9, 0.3, -0.2, 0.1, -0.6, 0.9, -0.7, 0.9, 0.2, 0.4, 0.6, -0.3];
const scores = [1, 0.25, 0.75, 0];

const rows = (values: readonly number[]) => tf.tensor2d([...values], [values.length / 3, 3]);
const total = (values: readonly number[]) => values.reduce((so, value) => so + value, 0);

/** What losses on graded pairs keep. */
export function testScoreLoss(name: string, loss: ScoreLossLike): void {
  describe(`the score loss ${name}`, () => {
    test('gives a finite value for each pair, with the gradients of finite differences', async () => {
      const values = await valuesOf(() => loss(rows(left), rows(right), scores));
      expect(values).toHaveLength(4);
      for (const value of values) expect(Number.isFinite(value) && value >= 0).toBe(true);
      const o = { h: 3e-3, tolerance: 1e-2 };
      await expectGradient((x) => loss(x as tf.Tensor2D, rows(right), scores), left, [4, 3], o);
      await expectGradient((x) => loss(rows(left), x as tf.Tensor2D, scores), right, [4, 3], o);
    });

    test('costs less where the alike pairs have the high scores', async () => {
      const pairs = (order: readonly number[]) => valuesOf(() => loss(rows(left), rows(right), order));
      expect(total(await pairs([0, 0.75, 0.25, 1])) - total(await pairs(scores))).toBeGreaterThan(0);
    });

    test('does not depend on the order of the pairs', async () => {
      const turned = (values: readonly number[], width: number) => [...values.slice(width), ...values.slice(0, width)];
      const values = await valuesOf(() => loss(rows(left), rows(right), scores));
      const again = await valuesOf(() => loss(rows(turned(left, 3)), rows(turned(right, 3)), turned(scores, 1)));
      for (const [i, value] of again.entries()) expect(value).toBeCloseTo(values[(i + 1) % 4]!, 4);
    });

    test('is finite, with a finite gradient, at a = b, on zero rows and with equal scores', async () => {
      for (const [a, b] of [
        [left, left],
        [Array<number>(12).fill(0), right],
        [Array(12).fill(0), Array(12).fill(0)],
      ] as const) {
        for (const s of [scores, [0.5, 0.5, 0.5, 0.5]]) {
          const values = await valuesOf(() => loss(rows(a), rows(b), s));
          const gradient = await gradientOf((x) => loss(x as tf.Tensor2D, rows(b), s), a, [4, 3]);
          expect([...values, ...gradient].every(Number.isFinite)).toBe(true);
        }
      }
    });

    test('is one graph whatever the scores are, and refuses what does not fit', async () => {
      const kernels = (s: readonly number[]) => kernelsOf(() => loss(rows(left), rows(right), s));
      if (tf.getBackend() === 'cpu') expect(await kernels(scores)).toEqual(await kernels([0, 0, 0, 0]));
      tf.tidy(() => {
        expect(() => loss(rows(left), rows(right), [1])).toThrow(TypeError);
        expect(() => loss(rows(left), tf.zeros([4, 2]), scores)).toThrow(TypeError);
        expect(() => loss(rows(left), rows(right), [1, 0, Number.NaN, 0])).toThrow(RangeError);
      });
    });
  });
}
