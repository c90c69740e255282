import type { Contingency } from './contingency.ts';

/**
 * Precision and recall of each item, averaged over items, and their harmonic mean: of the items in its cluster the share
 * that are of its class, and of its class the share that are in its cluster; the item itself counts in both.
 * `precision = sum n_ij^2 / b_j / n`, `recall = sum n_ij^2 / a_i / n`.
 *
 * Reference: Bagga and Baldwin, Entity-based cross-document coreferencing using the vector space model, 1998; Amigó et al.,
 * A comparison of extrinsic clustering evaluation metrics, 2009.
 */
export function bCubed({ cells, classOf, clusterOf, classes, clusters, n }: Contingency): {
  precision: number;
  recall: number;
  f1: number;
} {
  let precision = 0;
  let recall = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const square = cells[cell]! ** 2;
    precision += square / clusters[clusterOf[cell]!]!;
    recall += square / classes[classOf[cell]!]!;
  }
  precision /= n;
  recall /= n;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
