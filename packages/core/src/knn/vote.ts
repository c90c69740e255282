import { checkOneOf, checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import type { LabelNumbers } from './label-numbers.ts';
import type { Neighbours } from './nearest.ts';

/** What a neighbour's vote weighs: 1, or more the nearer it is; `{ softmax }` is a temperature. */
export type VoteWeights = 'uniform' | 'distance' | 'softmax' | { readonly softmax: number };

/** The temperature of `'softmax'`. */
const usualTemperature = 0.07;

/**
 * Throws unless votes can be weighed so.
 *
 * @throws RangeError if it is an unknown word or a temperature that is not above 0
 */
export function checkVoteWeights(weights: unknown, where: string): asserts weights is VoteWeights {
  if (typeof weights === 'object' && weights !== null && 'softmax' in weights) {
    checkPositive(weights.softmax, `${where}.softmax`);
  } else checkOneOf(weights, ['uniform', 'distance', 'softmax'], where);
}

/**
 * The label with the most votes among each query's neighbours, as its number; -1 for a query without any.
 *
 * `'distance'` weighs a vote `1 / max(d, 1e-9)` where smaller is nearer, and `e^(s - best)` for a similarity s, whose
 * best the query's nearest neighbour has. `'softmax'` weighs it `e^((s - best) / t)` with a temperature t of 0.07, and
 * `{ softmax: t }` with another. A tie goes to the label that appears first in the base.
 *
 * Reference: Wu 2018, "Unsupervised Feature Learning via Non-Parametric Instance Discrimination" (softmax).
 *
 * @throws RangeError if the weights are none of these, or a temperature is not above 0
 */
export function vote(
  { queries, k, rows, scores }: Neighbours,
  labels: LabelNumbers,
  { weights = 'uniform', distance }: { weights?: VoteWeights; distance: Pick<Distance, 'nearer'> },
): Int32Array {
  checkVoteWeights(weights, 'vote: weights');
  const weightOf = weighing(weights, distance.nearer);
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

function weighing(weights: VoteWeights, nearer: Distance['nearer']): (score: number, best: number) => number {
  if (weights === 'uniform') return () => 1;
  if (weights === 'distance' && nearer === 'smaller') return (score) => 1 / Math.max(-score, 1e-9);
  const temperature = weights === 'distance' ? 1 : weights === 'softmax' ? usualTemperature : weights.softmax;
  return (score, best) => Math.exp((score - best) / temperature);
}
