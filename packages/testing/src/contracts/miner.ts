import * as tf from '@tensorflow/tfjs';
import { kernelsOf } from '../read.ts';
import type { DistanceLike } from './distance.ts';

/** Core's `Miner`, restated. */
export type MinerLike = {
  readonly name: string;
  (
    distances: tf.Tensor2D,
    labels: readonly string[],
    distance: DistanceLike,
  ): { positive: tf.Tensor1D; negative: tf.Tensor1D; weights: tf.Tensor1D };
};

const labels = ['a', 'b', 'a', 'c', 'b', 'a'];
const n = labels.length;
/** All different, symmetric, so that a value tells which pair it is of. */
const value = (i: number, j: number) => (i === j ? 0 : 0.1 + 0.037 * (Math.min(i, j) * n + Math.max(i, j)));

/** What every miner keeps, for both directions of a distance. */
export function testMiner(miner: MinerLike, distances: readonly DistanceLike[]): void {
  describe.each(distances)(`the miner ${miner.name} on $name`, (distance) => {
    const sign = distance.nearer === 'smaller' ? 1 : -1;
    const matrix = () =>
      tf.tensor2d(
        Array.from({ length: n * n }, (_, at) => sign * value(Math.floor(at / n), at % n)),
        [n, n],
      );

    const mined = async (names: readonly string[]): Promise<number[][]> => {
      const triplets = tf.tidy(() => miner(matrix(), names, distance));
      const tensors = [triplets.positive, triplets.negative, triplets.weights];
      const values = await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));
      tf.dispose(tensors);
      return values;
    };

    test('every triplet that counts is a positive and a negative of its anchor, anchor after anchor; the rest is 0', async () => {
      const [positive, negative, weights] = (await mined(labels)) as [number[], number[], number[]];
      expect([positive.length, negative.length]).toEqual([weights.length, weights.length]);
      expect(weights.some((weight) => weight === 1)).toBe(true);
      const near = (x: number, y: number) => Math.abs(x - y) < 1e-5;
      for (const [t, weight] of weights.entries()) {
        if (weight === 0) {
          expect([positive[t], negative[t]].map((x) => Math.abs(x!))).toEqual([0, 0]);
          continue;
        }
        expect(weight).toBe(1);
        const anchors = labels
          .map((_, i) => i)
          .filter((i) => {
            const pairs = labels.map((label, j) => ({ j, same: label === labels[i], far: sign * value(i, j) }));
            const isPositive = pairs.some(({ j, same, far }) => same && j !== i && near(far, positive[t]!));
            return isPositive && pairs.some(({ same, far }) => !same && near(far, negative[t]!));
          });
        expect(anchors).toContain(Math.floor((t * n) / weights.length));
      }
    });

    test('finds nothing where there is one class, or one item in each', async () => {
      for (const names of [labels.map(() => 'a'), labels.map((_, i) => `${i}`)]) {
        for (const values of await mined(names)) expect(values.every((x) => Math.abs(x) === 0)).toBe(true);
      }
    });

    test('is one graph whatever the labels are, and refuses another number of them', async () => {
      if (tf.getBackend() === 'cpu') {
        const run = (names: readonly string[]) => () => miner(matrix(), names, distance).positive;
        expect(await kernelsOf(run(labels))).toEqual(await kernelsOf(run(labels.map((_, i) => `${i}`))));
      }
      tf.tidy(() => expect(() => miner(matrix(), ['a'], distance)).toThrow(TypeError));
    });
  });
}
