import type { Contingency } from './contingency.ts';
import { expectedMutualInformation } from './expected-mutual-information.ts';
import { agree, entropy, groupsIn, mutualInformation } from './mutual-information.ts';

/**
 * Mutual information adjusted for chance: `(MI - E[MI]) / ((H(classes) + H(clusters)) / 2 - E[MI])`. 1: the same groups;
 * 0: what random groups of these sizes give, on average; it may be negative.
 *
 * Reference: Vinh, Epps and Bailey, Information theoretic measures for clusterings comparison, 2010.
 */
export function ami(table: Contingency): number {
  if (agree(table)) return 1;
  if (groupsIn(table.classes) === 1 || groupsIn(table.clusters) === 1) return 0;
  const expected = expectedMutualInformation(table);
  const normaliser = (entropy(table.classes, table.n) + entropy(table.clusters, table.n)) / 2;
  return (mutualInformation(table) - expected) / (normaliser - expected);
}
