import { createRandom } from '../../random.ts';
import {
  ami,
  ari,
  bCubed,
  clusteringFigure,
  completeness,
  contingency,
  homogeneity,
  nmi,
  purity,
  silhouette,
  silhouettes,
  vMeasure,
} from '../index.ts';
import type { Contingency } from '../index.ts';
import { oracle, wholeBlock } from '../oracle.testing.ts';

test.each(oracle.clusters.map((each, at) => [at, each] as const))('case %i agrees with scikit-learn', (_, each) => {
  const table = contingency(each.labels.map(String), each.clusters);
  expect(nmi(table)).toBeCloseTo(each['nmi']!, 7);
  expect(ami(table)).toBeCloseTo(each['ami']!, 7);
  expect(ari(table)).toBeCloseTo(each['ari']!, 7);
  expect(homogeneity(table)).toBeCloseTo(each['homogeneity']!, 7);
  expect(completeness(table)).toBeCloseTo(each['completeness']!, 7);
  expect(vMeasure(table)).toBeCloseTo(each['vMeasure']!, 7);
  expect(vMeasure(table, 2)).toBeCloseTo(each['vMeasure2']!, 7);
  expect(purity(table)).toBeCloseTo(each['purity']!, 7);
  const { precision, recall, f1 } = bCubed(table);
  [precision, recall, f1].forEach((value, at) => expect(value).toBeCloseTo(each.bCubed[at]!, 7));
});

test('the table by hand', () => {
  const table = contingency(['a', 'a', 'b', 'a', 'b'], ['x', 'y', 'y', 'x', 'y']);
  expect(table).toEqual({
    cells: Float64Array.from([2, 1, 2]),
    classOf: Int32Array.from([0, 0, 1]),
    clusterOf: Int32Array.from([0, 1, 1]),
    classes: Float64Array.from([3, 2]),
    clusters: Float64Array.from([2, 3]),
    n: 5,
  });
  expect(purity(table)).toBe(4 / 5);
  // Items of a: (2/2, 2/3) twice, (1/3, 1/3); of b: (2/3, 2/2) twice.
  expect(bCubed(table).precision).toBeCloseTo((2 + 1 / 3 + 4 / 3) / 5, 12);
  expect(bCubed(table).recall).toBeCloseTo((4 / 3 + 1 / 3 + 2) / 5, 12);
});

describe('intervals', () => {
  /** A world of classes whose items land in their own cluster or, one in four, in any. */
  const world = (n: number, seed: number) => {
    const random = createRandom(seed, 'clusters');
    const labels = Array.from({ length: n }, () => `c${random.int(8)}`);
    const clusters = labels.map((label) => (random.float() < 0.25 ? random.int(8) : Number(label.slice(1))));
    return { labels, clusters };
  };

  it('are as wide as figures of new samples are spread', () => {
    const spread = (of: (table: Contingency) => number) => {
      const values = Array.from({ length: 150 }, (_, seed) => {
        const { labels, clusters } = world(400, seed);
        return of(contingency(labels, clusters));
      });
      const mean = values.reduce((a, b) => a + b) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    };
    for (const measure of [ami, ari, (table: Contingency) => bCubed(table).f1]) {
      const { labels, clusters } = world(400, 1000);
      const { value, low, high, n } = clusteringFigure(labels, clusters, measure, { seed: 1 });
      expect(n).toBe(400);
      expect(low! < value && value < high!).toBe(true);
      const ratio = (high! - low!) / (2 * 1.96) / spread(measure);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it('are of no width for the same groups, the same for a seed, and wider by identity', () => {
    const labels = Array.from({ length: 60 }, (_, item) => `c${item % 20}`);
    const own = labels.map((label) => `cluster of ${label}`);
    expect(clusteringFigure(labels, own, ami, { seed: 1 })).toEqual({ value: 1, low: 1, high: 1, n: 60 });
    // Half of the classes are thrown together.
    const half = labels.map((label) => (Number(label.slice(1)) < 10 ? 'one' : label));
    const byItem = clusteringFigure(labels, half, purity, { seed: 1 });
    expect(clusteringFigure(labels, half, purity, { seed: 1 })).toEqual(byItem);
    const byClass = clusteringFigure(labels, half, purity, { seed: 1, units: labels });
    expect(byClass.high! - byClass.low!).toBeGreaterThan(byItem.high! - byItem.low!);
    expect(clusteringFigure(['a', 'a', 'b'], [1, 1, 2], ari, { seed: 1 })).toEqual({ value: 1, n: 3 });
  });
});

test('silhouettes agree with scikit-learn, from distances and from cosines, in blocks', async () => {
  const { embeddings, dimensions, clusters, euclidean, cosine } = oracle.silhouettes;
  const n = clusters.length;
  const row = (item: number) => embeddings.slice(item * dimensions, (item + 1) * dimensions);
  const minusDistance = (a: number, b: number) => -Math.hypot(...row(a).map((x, i) => x - row(b)[i]!));
  const block = wholeBlock(n, n, minusDistance);
  const values = await silhouettes(clusters, [
    { ...block, rows: 15, scores: block.scores.subarray(0, 15 * n) },
    { ...block, top: 15, rows: n - 15, scores: block.scores.subarray(15 * n) },
  ]);
  values.forEach((value, item) => expect(value).toBeCloseTo(euclidean[item]!, 6));
  const cosines = wholeBlock(n, n, (a, b) => {
    const dot = row(a).reduce((sum, x, i) => sum + x * row(b)[i]!, 0);
    return dot / Math.hypot(...row(a)) / Math.hypot(...row(b));
  });
  const figure = await silhouette(clusters, [cosines], { seed: 1, from: 1 });
  expect(figure.value).toBeCloseTo(cosine, 6);
  expect(figure.low! < figure.value && figure.value < figure.high!).toBe(true);
});

test('lengths that differ, clusters that are no numbers, one cluster, NaN and missing rows are errors', async () => {
  expect(() => contingency(['a'], [1, 2])).toThrow('labels and clusters must have one length, got 1 and 2');
  expect(() => contingency([], [])).toThrow('the number of items must be a positive integer, got 0');
  expect(() => contingency(['a', 'b'], [1, NaN])).toThrow('clusters must be numbers or names, got NaN at 1');
  expect(() => vMeasure(contingency(['a'], [1]), 0)).toThrow('vMeasure: beta must be above 0, got 0');
  const block = wholeBlock(3, 3, () => -1);
  await expect(silhouettes([1, 1, 1], [block])).rejects.toThrow('2 or more and fewer than items, got 1 of 3 items');
  await expect(silhouettes([1, 2, 3], [block])).rejects.toThrow('got 3 of 3 items');
  await expect(silhouettes([1, 1, 2], [])).rejects.toThrow('must hold 3 rows, got 0');
  await expect(silhouettes([1, 1, 2], [block, block])).rejects.toThrow('whole rows in order');
  const scores = block.scores.map((score, at) => (at === 5 ? NaN : score));
  await expect(silhouettes([1, 1, 2], [{ ...block, scores }])).rejects.toThrow('got NaN for items 1 and 2');
  expect([...(await silhouettes([1, 1, 2], [wholeBlock(3, 3, () => 0)]))]).toEqual([0, 0, 0]);
});
