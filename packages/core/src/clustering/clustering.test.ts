import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onEachBackend } from '@siamese/testing';
import { cosine, euclidean } from '../distances/index.ts';
import { type Embeddings, embeddingsFrom, pickRows } from '../knn/index.ts';
import { createRandom } from '../random.ts';
import {
  agglomerative,
  chooseK,
  type Clusters,
  communities,
  dbscan,
  hdbscan,
  kMeans,
  type Linkage,
  propagateLabels,
  spectral,
} from './index.ts';
import { largestEigenpairs } from './largest-eigenpairs.ts';
import { mutualReachabilityTree } from './mutual-reachability.ts';

type Labels = { of: number[] };
/** What scikit-learn and sentence-transformers found; the versions are in clustering.py. */
type Oracle = {
  blobs: number[][];
  moons: number[][];
  kMeans: (Labels & { k: number; inertia: number })[];
  dbscan: (Labels & { radius: number; minimum: number })[];
  hdbscan: (Labels & { smallest: number; minimum: number })[];
  agglomerative: (Labels & { linkage: Linkage; clusters?: number; threshold?: number })[];
  spectral: number[];
  propagated: Labels & { known: number[]; shares: number[] };
  communities: (Labels & { threshold: number; minimum: number })[];
};
const oracle = JSON.parse(readFileSync(join(__dirname, '../../../testing/oracles/clustering.json'), 'utf8')) as Oracle;
const blobs = embeddingsFrom(oracle.blobs);
const moons = embeddingsFrom(oracle.moons);
const labelsOf = ({ of }: Clusters) => [...of];
const none: Embeddings = { values: new Float32Array(0), rows: 0, dimensions: 3 };

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  test.each(oracle.kMeans)('kMeans, k = $k, from given centres ends where scikit-learn ends', async (expected) => {
    const centres = embeddingsFrom(oracle.blobs.slice(0, expected.k));
    const found = await kMeans(blobs, { k: expected.k, seed: 1, centres, tolerance: 0 });
    expect(labelsOf(found)).toEqual(expected.of);
    expect(found.inertia / expected.inertia).toBeCloseTo(1, 5);
    expect(found.count).toBe(expected.k);
  });

  test.each(oracle.dbscan)('dbscan, radius $radius and minimum $minimum, as scikit-learn', async (expected) => {
    const found = await dbscan(blobs, { distance: euclidean, radius: expected.radius, minimum: expected.minimum });
    expect(labelsOf(found)).toEqual(expected.of);
    // blocks of a few rows say the same
    expect(labelsOf(await dbscan(blobs, { distance: euclidean, ...expected, budget: 4000 }))).toEqual(expected.of);
  });

  test.each(oracle.hdbscan)('hdbscan, smallest $smallest and minimum $minimum, as scikit-learn', async (expected) => {
    const { smallest, minimum } = expected;
    expect(labelsOf(await hdbscan(blobs, { distance: euclidean, smallest, minimum }))).toEqual(expected.of);
  });

  test.each(oracle.agglomerative)(
    'agglomerative, $linkage, clusters $clusters, threshold $threshold, as scikit-learn',
    async ({ linkage, clusters, threshold, of }) => {
      const until = clusters === undefined ? { threshold: threshold! } : { clusters };
      const found =
        linkage === 'ward'
          ? await agglomerative(blobs, { ...until, linkage })
          : await agglomerative(blobs, { ...until, linkage, distance: euclidean });
      expect(labelsOf(found)).toEqual(of);
    },
  );

  test.each(oracle.communities)('communities, threshold $threshold, as sentence-transformers', async (expected) => {
    const { threshold, minimum } = expected;
    const found = await communities(blobs, { distance: cosine, threshold, minimum });
    expect(labelsOf(found)).toEqual(expected.of);
  });

  test('propagateLabels as scikit-learn', async () => {
    const { known, of, shares } = oracle.propagated;
    const found = await propagateLabels(
      blobs,
      known.map((label) => (label < 0 ? undefined : String(label))),
      { distance: euclidean },
    );
    expect(found.map(({ label }) => Number(label))).toEqual(of);
    for (const [row, { share }] of found.entries()) expect(share).toBeCloseTo(shares[row]!, 2);
  });

  test('spectral parts two moons, as scikit-learn', async () => {
    expect(labelsOf(await spectral(moons, { k: 2, seed: 1, distance: euclidean }))).toEqual(oracle.spectral);
  });
});

test('kMeans++ finds the blobs, the same ones from the same seed', async () => {
  const found = await kMeans(blobs, { k: 4, seed: 3, starts: 5 });
  expect(found.inertia).toBeLessThanOrEqual(oracle.kMeans[0]!.inertia * 1.000_01);
  const again = await kMeans(blobs, { k: 4, seed: 3, starts: 5 });
  expect([...again.of]).toEqual([...found.of]);
});

test.each([
  [2, 12],
  [15, 12],
  [15, 40],
])(
  'kMeans in %i rounds with %i centres, of which all but the first look only at rows that may move, finds what as many first rounds find',
  async (iterations, k) => {
    const random = createRandom(1, 'rounds');
    // Clouds that overlap.
    const embeddings = embeddingsFrom(
      Array.from({ length: 2000 }, (_, row) =>
        Array.from({ length: 3 }, (_, d) => 2 * Math.sin(1 + (row % 15) * (d + 3)) + random.normal()),
      ),
    );
    const start = pickRows(
      embeddings,
      Array.from({ length: k }, (_, i) => i),
    );
    const told = { k, seed: 1, tolerance: 0 };
    let one = await kMeans(embeddings, { ...told, iterations: 1, centres: start });
    for (let round = 1; round < iterations; round++) {
      one = await kMeans(embeddings, { ...told, iterations: 1, centres: one.centres });
    }
    const all = await kMeans(embeddings, { ...told, iterations, centres: start });
    expect([...all.of]).toEqual([...one.of]);
    expect([...all.centres.values]).toEqual([...one.centres.values]);
    expect(all.inertia).toBeCloseTo(one.inertia, 2);
    expect(all.iterations).toBeGreaterThan(1);
  },
);

test('a centre that loses its rows takes the farthest row', async () => {
  const rows = embeddingsFrom([[0], [1], [2], [50]]);
  const centres = embeddingsFrom([[0], [1000], [2000]]);
  const found = await kMeans(rows, { k: 3, seed: 1, centres });
  expect(new Set(found.of).size).toBe(3);
  expect(found.inertia).toBeCloseTo(0.5);
});

test('rows that coincide', async () => {
  const same = embeddingsFrom(Array.from({ length: 12 }, () => [1, 2]));
  expect((await kMeans(same, { k: 3, seed: 1 })).inertia).toBe(0);
  expect((await dbscan(same, { distance: euclidean, radius: 0 })).count).toBe(1);
  expect((await agglomerative(same, { distance: euclidean, threshold: 0 })).count).toBe(1);
  expect((await communities(same, { distance: cosine, threshold: 0.99 })).count).toBe(1);
  expect([...(await hdbscan(same, { distance: euclidean })).of]).toEqual(Array(12).fill(-1));
});

test('few rows and none', async () => {
  expect(await dbscan(none, { distance: euclidean, radius: 1 })).toEqual({ of: new Int32Array(0), count: 0 });
  expect((await agglomerative(none, { distance: euclidean, threshold: 1 })).count).toBe(0);
  expect((await hdbscan(none, { distance: euclidean })).count).toBe(0);
  const one = embeddingsFrom([[1, 2]]);
  expect([...(await dbscan(one, { distance: euclidean, radius: 1 })).of]).toEqual([-1]);
  expect([...(await agglomerative(one, { linkage: 'ward', clusters: 1 })).of]).toEqual([0]);
  expect(await propagateLabels(one, ['a'], { distance: euclidean })).toEqual([{ label: 'a', share: 1 }]);
});

test('what no label reaches has none', async () => {
  const rows = embeddingsFrom([[0], [0.1], [9], [9.1]]);
  const found = await propagateLabels(rows, ['a', undefined, undefined, undefined], { distance: euclidean, k: 2 });
  expect(found.map(({ label }) => label)).toEqual(['a', 'a', undefined, undefined]);
});

test('chooseK finds as many as there are', async () => {
  const random = createRandom(5);
  const rows = embeddingsFrom(
    [0, 10, 20, 30, 40].flatMap((at) =>
      Array.from({ length: 20 }, () => [at + random.normal(), -at + random.normal()]),
    ),
  );
  const { best, fits } = await chooseK(rows, { most: 8, seed: 1 });
  expect(best.count).toBe(5);
  expect(fits.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test('the tree costs as little as the one of a naive loop', async () => {
  const edges = await mutualReachabilityTree(blobs, { distance: euclidean, minimum: 4 });
  const apart = (a: number, b: number) => Math.hypot(...oracle.blobs[a]!.map((x, d) => x - oracle.blobs[b]![d]!));
  const rows = [...oracle.blobs.keys()];
  const core = rows.map((a) => rows.map((b) => apart(a, b)).sort((x, y) => x - y)[3]!);
  const inTree = new Set([0]);
  let cost = 0;
  while (inTree.size < rows.length) {
    let best: [number, number] = [Infinity, -1];
    for (const a of inTree) {
      for (const b of rows) {
        const reach = Math.max(apart(a, b), core[a]!, core[b]!);
        if (!inTree.has(b) && reach < best[0]) best = [reach, b];
      }
    }
    cost += best[0];
    inTree.add(best[1]);
  }
  expect(edges).toHaveLength(rows.length - 1);
  expect(edges.reduce((sum, { height }) => sum + height, 0)).toBeCloseTo(cost, 3);
});

test('eigenvalues that occur twice are found twice', () => {
  const values = [0.9, 0.9, 0.5, -0.7, 0.1, 0];
  const { values: found, vectors } = largestEigenpairs(6, 3, 1, (x) => x.map((value, i) => value * values[i]!));
  for (const [i, value] of [0.9, 0.9, 0.5].entries()) expect(found[i]).toBeCloseTo(value, 9);
  expect(Math.abs(vectors[2]![2]!)).toBeCloseTo(1, 6);
});

describe('bad input', () => {
  const bad = embeddingsFrom([
    [1, 2],
    [3, 4],
  ]);
  bad.values[3] = NaN;
  test.each<[string, () => Promise<unknown>, string]>([
    ['NaN', () => kMeans(bad, { k: 1, seed: 1 }), 'kMeans: embeddings must be finite, got NaN in row 1'],
    ['k over the rows', () => kMeans(blobs, { k: 1000, seed: 1 }), 'kMeans: k must be at most the number of rows'],
    [
      'centres of another size',
      () => kMeans(blobs, { k: 2, seed: 1, centres: moons }),
      'kMeans: centres must be 2 x 3',
    ],
    ['k of 0', () => spectral(blobs, { k: 0, seed: 1, distance: euclidean }), 'spectral: k must be a positive integer'],
    ['radius NaN', () => dbscan(blobs, { distance: euclidean, radius: NaN }), 'dbscan: radius must be a finite number'],
    ['a similarity', () => hdbscan(blobs, { distance: cosine }), 'hdbscan: distance must be one that is smaller'],
    ['smallest 1', () => hdbscan(blobs, { distance: euclidean, smallest: 1 }), 'hdbscan: smallest must be 2 or more'],
    [
      'no label',
      () =>
        propagateLabels(
          moons,
          oracle.moons.map(() => undefined),
          { distance: euclidean },
        ),
      'at least one',
    ],
    [
      'labels of another length',
      () => propagateLabels(moons, ['a'], { distance: euclidean }),
      'propagateLabels: labels',
    ],
    ['an empty range', () => chooseK(blobs, { least: 5, most: 3, seed: 1 }), 'chooseK: least and most'],
    [
      'more clusters than rows',
      () => agglomerative(blobs, { linkage: 'ward', clusters: 1000 }),
      'agglomerative: clusters must be at most',
    ],
  ])('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });
});
