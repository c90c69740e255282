import { checkPositive } from '../../check.ts';
import type { Contingency } from './contingency.ts';
import { entropy, mutualInformation } from './mutual-information.ts';

/**
 * `1 - H(classes | clusters) / H(classes)`: 1 where no cluster holds two classes; 1 too where there is one class.
 *
 * Reference: Rosenberg and Hirschberg, V-measure: a conditional entropy-based external cluster evaluation measure, 2007.
 */
export function homogeneity(table: Contingency): number {
  return share(mutualInformation(table), entropy(table.classes, table.n));
}

/** `1 - H(clusters | classes) / H(clusters)`: 1 where no class lies in two clusters; 1 too where there is one cluster. */
export function completeness(table: Contingency): number {
  return share(mutualInformation(table), entropy(table.clusters, table.n));
}

/**
 * The harmonic mean of homogeneity h and completeness c: `(1 + beta) h c / (beta h + c)`; beta above 1 asks for
 * completeness.
 *
 * @throws RangeError unless beta is above 0
 */
export function vMeasure(table: Contingency, beta = 1): number {
  checkPositive(beta, 'vMeasure: beta');
  const h = homogeneity(table);
  const c = completeness(table);
  return h + c > 0 ? ((1 + beta) * h * c) / (beta * h + c) : 0;
}

function share(information: number, of: number): number {
  return of > 0 ? Math.min(1, information / of) : 1;
}
