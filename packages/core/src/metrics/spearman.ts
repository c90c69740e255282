import { bootstrap } from './bootstrap.ts';
import type { BootstrapOptions, Units } from './bootstrap.ts';
import type { Figure } from './figure.ts';
import { checkBoth, correlation } from './pearson.ts';
import { risingOrder, weightedRanks } from './ranked.ts';

/**
 * Spearman's rank correlation, and its interval: Pearson's of the ranks, equal numbers sharing their mean rank. The figure
 * of semantic textual similarity (STS): only the order of scores counts.
 *
 * Reference: Spearman, The proof and measurement of association between two things, 1904; Reimers et al., Task-oriented
 * intrinsic evaluation of semantic textual similarity, 2016.
 *
 * @throws RangeError as `pearson` does
 */
export function spearman(
  scores: ArrayLike<number>,
  likeness: ArrayLike<number>,
  options: BootstrapOptions & Units,
): Figure {
  checkBoth(scores, likeness, 'spearman');
  const orders = [risingOrder(scores), risingOrder(likeness)] as const;
  return bootstrap(
    scores.length,
    (times) => correlation(weightedRanks(scores, orders[0], times), weightedRanks(likeness, orders[1], times), times),
    options,
  );
}
