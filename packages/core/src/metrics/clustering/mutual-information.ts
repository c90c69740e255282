import type { Contingency } from './contingency.ts';

/** The mutual information of class and cluster in nats: `sum n_ij / n ln(n n_ij / (a_i b_j))`. */
export function mutualInformation({ cells, classOf, clusterOf, classes, clusters, n }: Contingency): number {
  let sum = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell]!;
    sum += (count / n) * Math.log((n * count) / (classes[classOf[cell]!]! * clusters[clusterOf[cell]!]!));
  }
  return Math.max(0, sum);
}

/** The entropy of a partition into groups of these sizes, in nats: `-sum a_i / n ln(a_i / n)`. */
export function entropy(sizes: Float64Array, n: number): number {
  let sum = 0;
  for (const size of sizes) if (size > 0) sum -= (size / n) * Math.log(size / n);
  return Math.max(0, sum);
}

/** How many groups hold anything. */
export function groupsIn(sizes: Float64Array): number {
  return sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
}

/** Whether classes and clusters are the same groups under other names. */
export function agree({ cells, classes, clusters }: Contingency): boolean {
  return cells.length === groupsIn(classes) && cells.length === groupsIn(clusters);
}
