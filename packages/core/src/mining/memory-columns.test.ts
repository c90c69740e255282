import { onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine, type Distance, euclidean } from '../distances/index.ts';
import { createRandom } from '../random.ts';
import {
  angularTriplets,
  balanced,
  batchAll,
  batchEasyHard,
  batchHard,
  distanceWeighted,
  everyPair,
  hardCluster,
  hardestPairs,
  hardNegativePairs,
  histogramPairs,
  marginPairs,
  marginTriplets,
  type Miner,
  multiSimilarityPairs,
  nHard,
  type PairMiner,
  randomHard,
  semiHard,
} from './index.ts';

/** Three items of a batch, and five of a memory. */
const labels = ['a', 'b', 'a', 'c', 'b', 'a', 'b', 'c'];
const [n, m] = [3, labels.length];
const random = createRandom(5);
const points = labels.map(() => {
  const row = [random.normal(), random.normal(), random.normal()];
  return row.map((x) => x / Math.hypot(...row));
});
const distances = (distance: Distance, rows: number): tf.Tensor2D =>
  distance.matrix(tf.tensor2d(points.slice(0, rows)), tf.tensor2d(points));

const miners: Miner[] = [
  batchAll(),
  batchHard(),
  semiHard(),
  nHard({ positives: 2, negatives: 3 }),
  marginTriplets({ margin: 0.5 }),
  batchEasyHard(),
  batchEasyHard({ positive: 'all', negative: 'hard' }),
  randomHard(),
  distanceWeighted({ dimensions: 3, cutoff: 0.1, limit: 1.9 }),
];

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  test.each(miners.map((miner) => [miner.name, miner] as const))(
    '%s finds for the anchors of a batch what it finds for them among all items',
    async (_, miner) => {
      for (const distance of [euclidean, cosine]) {
        for (const part of ['positive', 'negative', 'weights'] as const) {
          const of = (rows: number) =>
            valuesOf(() => miner(distances(distance, rows), labels, distance, createRandom(2))[part]);
          const [some, all] = [await of(n), await of(m)];
          expect(some).toHaveLength((all.length * n) / m);
          for (const [at, value] of some.entries()) expect(value).toBeCloseTo(all[at]!, 5);
        }
      }
    },
  );

  if (backend !== 'cpu') return;

  test.each([everyPair(), multiSimilarityPairs(), marginPairs()].map((miner) => [miner.name, miner] as const))(
    '%s weighs the pairs of a batch as it does among all items',
    async (_, miner) => {
      const of = (rows: number) => valuesOf(() => miner(distances(euclidean, rows), labels, euclidean));
      expect(await of(n)).toEqual((await of(m)).slice(0, n * m));
    },
  );

  test('what chooses among all pairs chooses among those there are', async () => {
    const of = async (miner: PairMiner) => {
      const weights = await valuesOf(() => miner(distances(euclidean, n), labels, euclidean));
      return {
        weights,
        total: (keep: boolean) => weights.reduce((so, w, at) => so + (isSame(at) === keep ? w : 0), 0),
      };
    };
    const isSame = (at: number) => labels[Math.floor(at / m)] === labels[at % m];
    // a: two others and two; b: two others
    expect((await of(hardNegativePairs())).total(true)).toBe(6);
    expect((await of(hardNegativePairs())).total(false)).toBe(6);
    expect((await of(hardestPairs({ share: 0.6 }))).total(true)).toBe(4);
    for (const miner of [balanced(everyPair()), histogramPairs({ bins: 1 })]) {
      const { total } = await of(miner);
      expect([total(true), total(false)]).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
    }
  });

  test('what needs all distances says so', () => {
    tf.tidy(() => {
      for (const miner of [hardCluster(), angularTriplets()]) {
        expect(() => miner(distances(euclidean, n), labels, euclidean)).toThrow(
          `${miner.name}: argument distances must have the shape [8, 8]: this miner needs those of all items, got [3, 8]`,
        );
      }
      expect(() => batchHard()(tf.zeros([8, 3]), ['a', 'b', 'a'], euclidean)).toThrow(TypeError);
    });
  });
});
