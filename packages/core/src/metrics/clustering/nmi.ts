import type { Contingency } from './contingency.ts';
import { agree, entropy, mutualInformation } from './mutual-information.ts';

/**
 * Normalised mutual information: `MI / ((H(classes) + H(clusters)) / 2)`, 0 to 1; the same as the V-measure. It grows with
 * the number of clusters, whatever they hold: `ami` does not.
 *
 * Reference: Strehl and Ghosh, Cluster ensembles, 2002; the arithmetic mean is scikit-learn's and
 * pytorch-metric-learning's.
 */
export function nmi(table: Contingency): number {
  if (agree(table)) return 1;
  const normaliser = (entropy(table.classes, table.n) + entropy(table.clusters, table.n)) / 2;
  return mutualInformation(table) / normaliser;
}
