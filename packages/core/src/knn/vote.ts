import type { Distance } from '../distances/index.ts';
import type { LabelNumbers } from './label-numbers.ts';
import type { Neighbours } from './nearest.ts';

/** What a neighbour's vote weighs: 1, or more the nearer it is. */
export type VoteWeights = 'uniform' | 'distance';

/**
 * The label with the most votes among each query's neighbours, as its number; -1 for a query without any.
 *
 * `'distance'` weighs a vote `1 / max(d, 1e-9)` where smaller is nearer, and `e^(s - best)` for a similarity s, whose
 * best the query's nearest neighbour has. A tie goes to the label that appears first in the base.
 */
export function vote(
  { queries, k, rows, scores }: Neighbours,
  labels: LabelNumbers,
  { weights = 'uniform', distance }: { weights?: VoteWeights; distance: Pick<Distance, 'nearer'> },
): Int32Array {
  const weightOf = (score: number, best: number) => {
    if (weights === 'uniform') return 1;
    return distance.nearer === 'smaller' ? 1 / Math.max(-score, 1e-9) : Math.exp(score - best);
  };
  return Int32Array.from({ length: queries }, (_, query) => {
    const votes = new Map<number, number>();
    for (let place = query * k; place < (query + 1) * k && rows[place]! >= 0; place++) {
      const label = labels.of[rows[place]!]!;
      votes.set(label, (votes.get(label) ?? 0) + weightOf(scores[place]!, scores[query * k]!));
    }
    let winner = -1;
    let most = 0;
    for (const [label, sum] of votes) {
      if (sum > most || (sum === most && label < winner)) {
        winner = label;
        most = sum;
      }
    }
    return winner;
  });
}
