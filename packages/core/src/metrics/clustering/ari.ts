import type { Contingency } from './contingency.ts';

/**
 * The Rand index adjusted for chance: over pairs of items, how far class and cluster agree on who belongs together. 1: the
 * same groups; 0: what random groups of these sizes give, on average; it may be negative (-0.5 or more).
 *
 * Reference: Hubert and Arabie, Comparing partitions, 1985.
 */
export function ari({ cells, classes, clusters, n }: Contingency): number {
  // Each pair both ways round; the counts stay exact up to 9e7 items.
  const pairs = (sizes: Float64Array) => sizes.reduce((sum, size) => sum + size * (size - 1), 0);
  const [both, ofClass, ofCluster, all] = [pairs(cells), pairs(classes), pairs(clusters), n * (n - 1)];
  if (both === ofClass && both === ofCluster) return 1;
  const expected = (ofClass / all) * ofCluster;
  return (both - expected) / ((ofClass + ofCluster) / 2 - expected);
}
