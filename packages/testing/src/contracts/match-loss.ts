import * as tf from '@tensorflow/tfjs';
import { expectGradient, gradientOf } from '../finite-differences.ts';
import { kernelsOf, valuesOf } from '../read.ts';

/** Core's `MatchLoss`, restated. */
export type MatchLossLike = {
  readonly kind: 'match';
  (
    a: tf.Tensor2D,
    b: tf.Tensor2D,
    o?: { readonly labels?: readonly string[]; readonly negatives?: tf.Tensor2D },
  ): tf.Tensor1D;
};

const left = [1, 0.2, -0.3, 0.8, 0.5, 0.1, -1, 0.4, 0.3, -0.8, 0.1, 0.6];
const right = [0.9, 0.3, -0.2, 0.7, 0.6, 0.2, -0.7, 0.9, 0.2, -0.6, 0.2, 0.4];
const labels = ['a', 'b', 'a', 'c'];

const rows = (values: readonly number[]) => tf.tensor2d([...values], [values.length / 3, 3]);
const turned = (values: readonly number[]) => [...values.slice(3), ...values.slice(0, 3)];
const total = (values: readonly number[]) => values.reduce((so, value) => so + value, 0);

/**
 * What losses on matched rows keep.
 *
 * @param o.constants whether parts of it count as constants in the gradient, which is then not that of finite differences
 */
export function testMatchLoss(name: string, loss: MatchLossLike, o: { constants?: boolean } = {}): void {
  describe(`the match loss ${name}`, () => {
    test('gives a finite value for each row, with the gradients of finite differences', async () => {
      const values = await valuesOf(() => loss(rows(left), rows(right), { labels }));
      expect(values).toHaveLength(4);
      expect(values.every(Number.isFinite)).toBe(true);
      if (o.constants === true) return;
      const few = { h: 3e-3, tolerance: 1e-2 };
      await expectGradient((x) => loss(x as tf.Tensor2D, rows(right), { labels }), left, [4, 3], few);
      await expectGradient((x) => loss(rows(left), x as tf.Tensor2D), right, [4, 3], few);
    });

    test('costs less where the rows match than where they are turned', async () => {
      const values = await valuesOf(() => loss(rows(left), rows(right)));
      const mixed = await valuesOf(() => loss(rows(left), rows(turned(right))));
      expect(total(mixed) - total(values)).toBeGreaterThan(0);
    });

    test('does not depend on the order of the rows', async () => {
      const values = await valuesOf(() => loss(rows(left), rows(right)));
      const again = await valuesOf(() => loss(rows(turned(left)), rows(turned(right))));
      for (const [i, value] of again.entries()) expect(value).toBeCloseTo(values[(i + 1) % 4]!, 4);
    });

    test('is finite, with a finite gradient, at a = b, on zero rows, on equal rows and in one class', async () => {
      const zeros = Array<number>(12).fill(0);
      const equal = Array<number>(12).fill(1);
      for (const [a, b] of [
        [left, left],
        [zeros, right],
        [zeros, zeros],
        [equal, equal],
      ] as const) {
        for (const told of [{}, { labels: ['a', 'a', 'a', 'a'] }]) {
          const values = await valuesOf(() => loss(rows(a), rows(b), told));
          const gradient = await gradientOf((x) => loss(x as tf.Tensor2D, rows(b), told), a, [4, 3]);
          expect([...values, ...gradient].every(Number.isFinite)).toBe(true);
        }
      }
    });

    test('is one graph whatever the labels are, and refuses what does not fit', async () => {
      const kernels = (names: readonly string[]) => kernelsOf(() => loss(rows(left), rows(right), { labels: names }));
      if (tf.getBackend() === 'cpu') expect(await kernels(labels)).toEqual(await kernels(['x', 'x', 'x', 'x']));
      tf.tidy(() => {
        expect(() => loss(rows(left), tf.zeros([3, 3]))).toThrow(TypeError);
        expect(() => loss(rows(left), tf.zeros([4, 2]))).toThrow(TypeError);
        expect(() => loss(rows(left), rows(right), { labels: ['a'] })).toThrow(TypeError);
      });
    });
  });
}
