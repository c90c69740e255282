import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { cosine, type Distance, euclidean, unitRows } from '../distances/index.ts';
import { labelMasks } from '../masks.ts';
import { mix32 } from '../random/hash.ts';
import {
  angularTriplets,
  batchEasyHard,
  batchHard,
  type EasyHard,
  hardestPairs,
  histogramPairs,
  marginPairs,
  marginTriplets,
  type Miner,
  multiSimilarityPairs,
  type PairMiner,
  type TripletKind,
} from './index.ts';
import { negativeWeights } from './negative-weights.ts';

type Figures = readonly number[];
type Case = {
  seed: number;
  batchEasyHard: Record<string, Figures>;
  batchHard: Figures;
  marginTriplets: Record<string, Figures>;
  angularTriplets: Figures;
  distanceWeighted: Figures;
  marginPairs: Figures;
  multiSimilarityPairs: Figures;
  hardestPairs: Figures;
  histogramPairs: Figures;
};
const cases = JSON.parse(
  readFileSync(join(__dirname, '../../../testing/oracles/miners.json'), 'utf8'),
) as readonly Case[];

/** The batch of a seed, as oracles/miners.py makes it. */
function batchOf(seed: number): { values: number[]; labels: string[]; n: number; d: number } {
  const [n, d, classes] = [6 + (seed % 9), 3 + (seed % 6), 2 + (seed % 4)];
  const hashed = (value: number) => mix32(value | 0) >>> 0;
  const uniform = (kind: number, i: number) => hashed(seed * 7919 + kind * 104729 + i * 31 + 1) / 2 ** 32 - 0.5;
  const classOf = Array.from({ length: n }, (_, i) => hashed(seed * 7919 + i) % classes);
  const values = classOf.flatMap((c, i) =>
    Array.from({ length: d }, (_, k) => uniform(1, c * d + k) + uniform(2, i * d + k)),
  );
  return { values, labels: classOf.map(String), n, d };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const read = async (tensor: tf.Tensor): Promise<number[]> => {
  const values = [...(await tensor.data())];
  tensor.dispose();
  return values;
};

const matrixOf = ({ values, n, d }: ReturnType<typeof batchOf>, distance: Distance): tf.Tensor2D => {
  const x = unitRows(tf.tensor2d(values, [n, d]));
  return distance.matrix(x, x);
};

async function triplets(miner: Miner, seed: number, distance: Distance): Promise<number[]> {
  const batch = batchOf(seed);
  const mined = tf.tidy(() => miner(matrixOf(batch, distance), batch.labels, distance));
  const [weights, positive, negative] = [
    await read(mined.weights),
    await read(mined.positive),
    await read(mined.negative),
  ];
  return [sum(weights), sum(positive), sum(negative), sum(positive.map((value, i) => value * negative[i]!))];
}

async function pairs(miner: PairMiner, seed: number, distance: Distance): Promise<number[]> {
  const batch = batchOf(seed);
  const weights = await read(tf.tidy(() => miner(matrixOf(batch, distance), batch.labels, distance)));
  const distances = await read(tf.tidy(() => matrixOf(batch, distance)));
  const { positive, negative } = labelMasks(batch.labels);
  const part = (mask: Float32Array) => weights.map((weight, at) => weight * mask[at]!);
  const times = (values: readonly number[]) => sum(values.map((value, at) => value * distances[at]!));
  return [part(positive), part(negative)].flatMap((values) => [sum(values), times(values)]);
}

function expectFigures(found: Figures, wanted: Figures, what: string): void {
  const misses = found.map((value, at) => Math.abs(value - wanted[at]!) / Math.max(1, Math.abs(wanted[at]!)));
  expect({ what, found: Math.max(...misses) < 1e-5 ? wanted : found }).toEqual({ what, found: wanted });
}

beforeAll(() => tf.setBackend('cpu'));

const distanceOf = (seed: number) => (seed % 2 === 1 ? cosine : euclidean);
const kindOf = (name: string) => name.replace('semihard', 'semiHard');

describe('against PyTorch Metric Learning, 50 batches', () => {
  test('there are 50', () => expect(cases).toHaveLength(50));

  test('batchHard and batchEasyHard', async () => {
    for (const { seed, batchEasyHard: wanted, batchHard: hard } of cases) {
      expectFigures(await triplets(batchHard(), seed, distanceOf(seed)), hard, `batchHard of ${seed}`);
      for (const [kinds, figures] of Object.entries(wanted)) {
        const [positive, negative] = kinds.split(' ').map(kindOf);
        const miner = batchEasyHard({ positive, negative } as EasyHard);
        expectFigures(await triplets(miner, seed, distanceOf(seed)), figures, `batchEasyHard ${kinds} of ${seed}`);
      }
    }
  });

  test('marginTriplets', async () => {
    for (const { seed, marginTriplets: wanted } of cases) {
      for (const [kind, figures] of Object.entries(wanted)) {
        const miner = marginTriplets({ margin: 0.2, kind: kindOf(kind) as TripletKind });
        expectFigures(await triplets(miner, seed, distanceOf(seed)), figures, `marginTriplets ${kind} of ${seed}`);
      }
    }
  });

  test('angularTriplets', async () => {
    for (const { seed, angularTriplets: wanted } of cases) {
      expectFigures(await triplets(angularTriplets({ angle: 35 }), seed, euclidean), wanted, `of ${seed}`);
      const [count] = await triplets(angularTriplets({ angle: 35 }), seed, cosine);
      expect(count).toBe(wanted[0]);
    }
  });

  test('the odds of distanceWeighted', async () => {
    for (const { seed, distanceWeighted: wanted } of cases) {
      const batch = batchOf(seed);
      const isNegative = () => tf.tensor2d(labelMasks(batch.labels).negative, [batch.n, batch.n]);
      const settings = { dimensions: batch.d, cutoff: 0.5, limit: 1.4 };
      const distances = () => matrixOf(batch, euclidean);
      const odds = await read(tf.tidy(() => negativeWeights(tf.square(distances()), isNegative(), settings)));
      const far = await read(tf.tidy(distances));
      const total = (row: number) => sum(odds.slice(row * batch.n, (row + 1) * batch.n));
      const shares = odds.map((value, at) => (value === 0 ? 0 : value / total(Math.floor(at / batch.n))));
      const found = [shares, shares.map((share, at) => share * far[at]!), shares.map((share) => share ** 2)].map(sum);
      expectFigures(found, wanted, `of ${seed}`);
    }
  });

  test('marginPairs and multiSimilarityPairs', async () => {
    for (const { seed, marginPairs: margin, multiSimilarityPairs: similar } of cases) {
      const distance = distanceOf(seed);
      const [same, different] = distance === cosine ? [0.7, 0.4] : [0.6, 1.1];
      expectFigures(await pairs(marginPairs({ same, different }), seed, distance), margin, `margin of ${seed}`);
      expectFigures(await pairs(multiSimilarityPairs(), seed, distance), similar, `similarity of ${seed}`);
    }
  });

  test('hardestPairs', async () => {
    for (const {
      seed,
      hardestPairs: [share, ...wanted],
    } of cases) {
      expectFigures(await pairs(hardestPairs({ share: share! }), seed, distanceOf(seed)), wanted, `of ${seed}`);
    }
  });

  test('the bins of histogramPairs', async () => {
    for (const { seed, histogramPairs: wanted } of cases) {
      const batch = batchOf(seed);
      const distance = distanceOf(seed);
      const miner = histogramPairs({ bins: 5 });
      const weights = await read(tf.tidy(() => miner(matrixOf(batch, distance), batch.labels, distance)));
      const { positive, negative } = labelMasks(batch.labels);
      const found = [positive, negative].flatMap((mask) => {
        const part = weights.filter((_, at) => mask[at] === 1);
        return [sum(part), sum(part.map((weight) => 1 / weight))];
      });
      expectFigures(found, wanted, `of ${seed}`);
    }
  });
});
