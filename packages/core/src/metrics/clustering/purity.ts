import type { Contingency } from './contingency.ts';

/**
 * The share of items that are of the commonest class of their cluster: `sum over clusters of max n_ij / n`. Every item in a
 * cluster of its own has purity 1: give the number of clusters beside it.
 *
 * Reference: Manning, Raghavan and Schütze, Introduction to information retrieval, 2008.
 */
export function purity({ cells, clusterOf, clusters, n }: Contingency): number {
  const largest = new Float64Array(clusters.length);
  for (let cell = 0; cell < cells.length; cell++) {
    const cluster = clusterOf[cell]!;
    largest[cluster] = Math.max(largest[cluster]!, cells[cell]!);
  }
  return largest.reduce((sum, count) => sum + count, 0) / n;
}
