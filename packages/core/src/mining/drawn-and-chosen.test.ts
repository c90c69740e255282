import { expectGradient, onEachBackend, valuesOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine, type Distance, euclidean, manhattan, squaredEuclidean, unitRows } from '../distances/index.ts';
import { createRandom } from '../random.ts';
import {
  angularTriplets,
  balanced,
  batchEasyHard,
  distanceWeighted,
  type EasyHard,
  everyPair,
  hardCluster,
  hardNegativePairs,
  type Miner,
  nHard,
  type PairMiner,
  randomHard,
} from './index.ts';
import { drawColumns } from './draw-columns.ts';

const labels = ['a', 'b', 'a', 'c', 'b', 'a', 'd', 'c'];
const n = labels.length;
const d = 4;
const random = createRandom(8);
const points = Array.from({ length: n * d }, () => random.normal());
const unit = labels.map((_, i) => {
  const row = points.slice(i * d, (i + 1) * d);
  const length = Math.hypot(...row);
  return row.map((x) => x / length);
});
const gap = (x: readonly number[], y: readonly number[]) => Math.hypot(...x.map((value, k) => value - y[k]!));
const far = unit.map((x) => unit.map((y) => gap(x, y)));
const indices = labels.map((_, i) => i);
const positives = (i: number) => indices.filter((j) => j !== i && labels[j] === labels[i]);
const negatives = (i: number) => indices.filter((j) => labels[j] !== labels[i]);
const sorted = (values: number[]) => values.sort((x, y) => x - y);

const named = (miner: Miner): [string, Miner] => [miner.name, miner];

type Triplet = { positive: number; negative: number };

/** The triplets that count, by slot, as Euclidean distances of unit vectors. */
async function mine(miner: Miner, distance: Distance, seed?: number): Promise<Map<number, Triplet>> {
  const mined = tf.tidy(() => {
    const x = unitRows(tf.tensor2d(points, [n, d]));
    const draws = seed === undefined ? undefined : createRandom(seed);
    return miner(distance.matrix(x, x), labels, distance, draws);
  });
  const [positive, negative, weights] = await Promise.all(
    [mined.positive, mined.negative, mined.weights].map(async (tensor) => [...(await tensor.data())]),
  );
  tf.dispose(mined);
  const plain = (value: number) => (distance === cosine ? Math.sqrt(Math.max(2 - 2 * value, 0)) : value);
  return new Map(
    weights!.flatMap((weight, slot) =>
      weight === 0 ? [] : [[slot, { positive: plain(positive![slot]!), negative: plain(negative![slot]!) }]],
    ),
  );
}

const weigh = (miner: PairMiner) =>
  valuesOf(() => miner(tf.tensor2d(far), labels, euclidean)).then((values) =>
    indices.map((i) => values.slice(i * n, (i + 1) * n)),
  );

function expectTriplets(found: Iterable<Triplet>, wanted: readonly Triplet[]): void {
  const order = (all: readonly Triplet[]) =>
    [...all].sort((x, y) => x.positive - y.positive || x.negative - y.negative).map((t) => [t.positive, t.negative]);
  const [one, other] = [order([...found]), order(wanted)];
  expect(one).toHaveLength(other.length);
  one.flat().forEach((value, at) => expect(value).toBeCloseTo(other.flat()[at]!, 3));
}

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  describe.each([euclidean, cosine])('with $name, by loops', (distance) => {
    test.each([
      [1, 1],
      [2, 3],
      [9, 1],
    ])('nHard of %i and %i', async (p, q) => {
      const wanted = indices.flatMap((i) => {
        const remote = sorted(positives(i).map((j) => far[i]![j]!)).slice(-p);
        const near = sorted(negatives(i).map((j) => far[i]![j]!)).slice(0, q);
        return remote.flatMap((positive) => near.map((negative) => ({ positive, negative })));
      });
      expectTriplets((await mine(nHard({ positives: p, negatives: q }), distance)).values(), wanted);
    });

    test.each<EasyHard>([
      { positive: 'all', negative: 'hard' },
      { positive: 'all', negative: 'easy' },
      { positive: 'hard', negative: 'all' },
      { positive: 'easy', negative: 'all' },
    ])('batchEasyHard of $positive positives and $negative negatives', async (kinds) => {
      const some = (kind: string, of: number[], larger: boolean) =>
        kind === 'all' || of.length === 0 ? of : [larger ? Math.max(...of) : Math.min(...of)];
      const wanted = indices.flatMap((i) => {
        const one = some(
          kinds.positive,
          positives(i).map((j) => far[i]![j]!),
          kinds.positive === 'hard',
        );
        const other = some(
          kinds.negative,
          negatives(i).map((j) => far[i]![j]!),
          kinds.negative === 'easy',
        );
        return one.flatMap((positive) => other.map((negative) => ({ positive, negative })));
      });
      expectTriplets((await mine(batchEasyHard(kinds), distance)).values(), wanted);
    });

    test('hardCluster has means for anchors', async () => {
      const mean = (label: string) => {
        const of = indices.filter((i) => labels[i] === label);
        return Array.from({ length: d }, (_, k) => of.reduce((sum, i) => sum + unit[i]![k]!, 0) / of.length);
      };
      const wanted = ['a', 'b', 'c'].map((label) => ({
        positive: Math.max(...indices.filter((i) => labels[i] === label).map((i) => gap(unit[i]!, mean(label)))),
        negative: Math.min(...['a', 'b', 'c', 'd'].filter((o) => o !== label).map((o) => gap(mean(o), mean(label)))),
      }));
      expectTriplets((await mine(hardCluster(), distance)).values(), wanted);
    });
  });

  test('squaredEuclidean finds what euclidean does', async () => {
    for (const miner of [hardCluster(), angularTriplets()]) {
      const squares = [...(await mine(miner, squaredEuclidean)).values()].map(({ positive, negative }) => ({
        positive: Math.sqrt(positive),
        negative: Math.sqrt(negative),
      }));
      expectTriplets(squares, [...(await mine(miner, euclidean)).values()]);
    }
  });

  test('balanced gives same and different pairs one weight in sum', async () => {
    const weights = await weigh(balanced(everyPair()));
    const part = (of: (i: number) => number[]) => indices.flatMap((i) => of(i).map((j) => weights[i]![j]!));
    for (const others of [positives, negatives]) {
      const all = part(others);
      for (const weight of all) expect(weight).toBeCloseTo(1 / all.length, 6);
    }
  });

  test('hardNegativePairs has every same pair and as many of the nearest different ones', async () => {
    const weights = await weigh(hardNegativePairs());
    const same = indices.flatMap(positives).length;
    const near = sorted(indices.flatMap((i) => negatives(i).map((j) => far[i]![j]!))).slice(0, same);
    for (const i of indices) {
      for (const j of positives(i)) expect(weights[i]![j]).toBe(1);
      for (const j of negatives(i)) expect(weights[i]![j]).toBe(far[i]![j]! <= near.at(-1)! ? 1 : 0);
    }
  });

  test.each([nHard({ positives: 2, negatives: 2 }), batchEasyHard(), hardCluster(), angularTriplets()].map(named))(
    'the gradient of %s is that of finite differences',
    async (_, miner) => {
      const f = (t: tf.Tensor) => {
        const { positive, negative } = miner(t as tf.Tensor2D, labels, euclidean);
        return tf.add(tf.sum(tf.square(positive)), tf.mul(3, tf.sum(negative)));
      };
      await expectGradient(
        f,
        far.flat().map((x, k) => x + 0.013 * k),
        [n, n],
        { h: 1e-3, tolerance: 1e-2 },
      );
    },
  );
});

describe('miners that draw', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('drawColumns draws with odds in proportion to the weights', async () => {
    const weights = [0, 3, 0, 1, 0.5, 0];
    const times = 4000;
    const random = createRandom(3);
    const columns = await valuesOf(() => {
      const chance = tf.tensor1d(Array.from({ length: times }, () => random.float()));
      return drawColumns(tf.mul(tf.tensor2d([weights]), tf.ones([times, 1])), tf.reshape(chance, [times, 1]));
    });
    weights.forEach((weight, column) => {
      const share = weight / 4.5;
      const found = columns.filter((drawn) => drawn === column).length;
      expect(Math.abs(found - times * share)).toBeLessThanOrEqual(4 * Math.sqrt(times * share * (1 - share)));
    });
    expect(await valuesOf(() => drawColumns(tf.zeros([1, 6]), tf.zeros([1, 1])))).toEqual([5]);
  });

  test.each([
    ['randomHard', randomHard({ margin: 0.3 }), (i: number, j: number, k: number) => far[i]![k]! - far[i]![j]! < 0.3],
    ['distanceWeighted', distanceWeighted({ dimensions: d }), (i: number, _: number, k: number) => far[i]![k]! < 1.4],
  ])('%s draws all the negatives that it may and no other, wherever there is one', async (_, miner, may) => {
    const drawn = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      for (const [slot, { positive, negative }] of await mine(miner, euclidean, seed)) {
        const [i, j] = [Math.floor(slot / n), slot % n];
        expect(positive).toBeCloseTo(far[i]![j]!, 3);
        drawn.add(`${i} ${j} ${negatives(i).find((k) => Math.abs(far[i]![k]! - negative) < 1e-3)}`);
      }
    }
    const allowed = indices.flatMap((i) =>
      positives(i).flatMap((j) => negatives(i).flatMap((k) => (may(i, j, k) ? [`${i} ${j} ${k}`] : []))),
    );
    expect([...drawn].sort()).toEqual(allowed.sort());
  });

  test('draw alike for one state of the generator, and otherwise for another', async () => {
    const miner = randomHard({ margin: 2 });
    expect(await mine(miner, euclidean, 1)).toEqual(await mine(miner, euclidean, 1));
    expect(await mine(miner, euclidean, 1)).not.toEqual(await mine(miner, euclidean, 2));
    expect(await mine(miner, euclidean)).toEqual(await mine(miner, euclidean));
  });

  test('the gradient goes to the negative that was drawn', async () => {
    for (const miner of [randomHard({ margin: 0.5 }), distanceWeighted({ dimensions: d })]) {
      const f = (t: tf.Tensor) => tf.sum(tf.square(miner(t as tf.Tensor2D, labels, euclidean).negative));
      await expectGradient(
        f,
        far.flat().map((x, k) => x + 0.013 * k),
        [n, n],
        { h: 1e-4, tolerance: 2e-2 },
      );
    }
  });

  test('are finite at the ends of the sphere', async () => {
    const ends = () => tf.tensor2d([0, 2, 2, 2, 0, 0, 2, 0, 0], [3, 3]);
    const mined = tf.tidy(() => distanceWeighted({ dimensions: 512 })(ends(), ['a', 'b', 'b'], euclidean));
    for (const tensor of Object.values(mined)) {
      expect([...(await tensor.data())].every(Number.isFinite)).toBe(true);
      tensor.dispose();
    }
  });
});

test('miners refuse what makes no sense', () => {
  expect(() => nHard({ positives: 0 })).toThrow('nHard: positives must be a positive integer, got 0');
  expect(() => batchEasyHard({ positive: 'semiHard', negative: 'semiHard' } as never)).toThrow(
    "batchEasyHard: one of positive and negative must be 'easy' or 'hard', got 'semiHard' and 'semiHard'",
  );
  expect(() => batchEasyHard({ positive: 'soft', negative: 'hard' } as never)).toThrow(RangeError);
  expect(() => angularTriplets({ angle: 90 })).toThrow('angularTriplets: angle must be from 0 to below 90, got 90');
  expect(() => distanceWeighted({ dimensions: 1 })).toThrow(RangeError);
  expect(() => distanceWeighted({ dimensions: 8, cutoff: 1.5 })).toThrow('limit must be between 1.5 and 2, got 1.4');
  expect(() => randomHard({ margin: -1 })).toThrow('randomHard: margin must be above 0, got -1');
  tf.tidy(() => {
    expect(() => hardCluster()(tf.zeros([1, 1]), ['a'], manhattan)).toThrow(
      new TypeError(
        "hardCluster: the loss's distance must be one of euclidean, squaredEuclidean, cosine, got manhattan",
      ),
    );
  });
});
