import * as tf from '@tensorflow/tfjs';
import { gradientOf } from '../finite-differences.ts';
import { kernelsOf, valuesOf } from '../read.ts';
import type { DistanceLike } from './distance.ts';

/** Core's `PairMiner`, restated. */
export type PairMinerLike = {
  readonly kind: 'pairs';
  readonly name: string;
  (distances: tf.Tensor2D, labels: readonly string[], distance: DistanceLike): tf.Tensor2D;
};

const labels = ['a', 'b', 'a', 'c', 'b', 'a', 'd', 'd'];
const n = labels.length;
const place = [0.1, 0.4, 0.55, 0.2, 1.1, 0.9, 0.62, 0.33];

/** What every miner of pairs keeps, for both directions of a distance. */
export function testPairMiner(miner: PairMinerLike, distances: readonly DistanceLike[]): void {
  describe.each(distances)(`the miner ${miner.name} on $name`, (distance) => {
    const sign = distance.nearer === 'smaller' ? 1 : -1;
    const values = place.flatMap((x) => place.map((y) => sign * Math.abs(x - y)));
    const weights = (names: readonly string[]) => valuesOf(() => miner(tf.tensor2d(values, [n, n]), names, distance));

    test('weighs every pair, never below 0, an item with itself 0', async () => {
      const all = await weights(labels);
      expect(all).toHaveLength(n * n);
      for (const [at, weight] of all.entries()) {
        expect(Number.isFinite(weight) && weight >= 0).toBe(true);
        if (at % (n + 1) === 0) expect(weight).toBe(0);
      }
      expect(all.some((weight) => weight > 0)).toBe(true);
    });

    test('weights are finite where there is one class, or one item in each', async () => {
      for (const names of [labels.map(() => 'a'), labels.map((_, i) => `${i}`)]) {
        const all = await weights(names);
        expect(all.every((weight) => Number.isFinite(weight) && weight >= 0)).toBe(true);
        for (let i = 0; i < n; i++) expect(all[i * (n + 1)]).toBe(0);
      }
    });

    test('weights are constants: no gradient goes through them', async () => {
      const gradient = await gradientOf((x) => miner(x as tf.Tensor2D, labels, distance), values, [n, n]);
      expect(gradient.every((value) => Math.abs(value) === 0)).toBe(true);
    });

    test('is one graph whatever the labels are, and refuses another number of them', async () => {
      if (tf.getBackend() === 'cpu') {
        const run = (names: readonly string[]) => () => miner(tf.tensor2d(values, [n, n]), names, distance);
        expect(await kernelsOf(run(labels))).toEqual(await kernelsOf(run(labels.map((_, i) => `${i}`))));
      }
      tf.tidy(() => expect(() => miner(tf.tensor2d(values, [n, n]), ['a'], distance)).toThrow(TypeError));
    });
  });
}
