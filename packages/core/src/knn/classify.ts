import { checkPositiveInteger, checkSameLength } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { accept, type Answer } from './answer.ts';
import { bestPerLabel } from './best-per-label.ts';
import { checkEmbeddings, type Embeddings } from './embeddings.ts';
import { labelNumbers } from './label-numbers.ts';
import { nearest } from './nearest.ts';
import { checkVoteWeights, vote, type VoteWeights } from './vote.ts';

/**
 * The label of each query by its k nearest rows of the base, or undefined with a reason (open set).
 *
 * With k = 1 it is the nearest row's label. With more, the neighbours vote; the score is then that of the winner's
 * nearest row, and the runner-up the nearest row of another label. For the nearest centroid pass `centroids(...)` as the
 * base. Ties go to the label that appears first in the base.
 *
 * @param o.k neighbours that vote (1 unless given), cut to the number of rows
 * @param o.weights whether nearer neighbours' votes weigh more: `'uniform'` (unless given), `'distance'`, `'softmax'`
 * @param o.threshold scores below it are answered `'too far'`
 * @param o.gap where the next label's score is this near or nearer the answer is `'ambiguous'`
 * @param o.filter the labels that may be answered
 * @param o.skip for each query a row of the base that does not count (its own copy), or -1
 * @param o.budget bytes for a block (128 MiB unless given)
 * @throws RangeError if no row of the base may be answered, or sizes do not fit
 */
export async function classify(
  queries: Embeddings,
  base: Embeddings,
  labels: readonly string[],
  o: {
    distance: Distance;
    k?: number | undefined;
    weights?: VoteWeights | undefined;
    threshold?: number | undefined;
    gap?: number | undefined;
    filter?: ((label: string) => boolean) | undefined;
    skip?: ArrayLike<number> | undefined;
    budget?: number | undefined;
  },
): Promise<Answer[]> {
  const { k = 1, weights = 'uniform' } = o;
  checkPositiveInteger(k, 'classify: k');
  checkVoteWeights(weights, 'classify: weights');
  checkEmbeddings(queries, 'classify: queries');
  checkEmbeddings(base, 'classify: base');
  checkSameLength(labels, { length: base.rows }, 'classify: labels and rows of the base');
  const numbers = labelNumbers(labels);
  const { filter } = o;
  const may = filter && numbers.names.map((name) => filter(name));
  if (base.rows === 0 || may?.includes(true) === false)
    throw new RangeError('classify: base must hold a row that may be answered, got none');
  const within = {
    distance: o.distance,
    filter: may && ((row: number) => may[numbers.of[row]!]!),
    skip: o.skip,
    budget: o.budget,
  };
  const best = await bestPerLabel(queries, base, numbers, within);
  const neighbours = k === 1 ? undefined : await nearest(queries, base, { ...within, k });
  const winners = neighbours && vote(neighbours, numbers, { weights, distance: o.distance });
  const named = ({ label, score }: { label: number; score: number }) => ({ label: numbers.names[label]!, score });
  return best.map(([first, second], query) => {
    if (first === undefined) throw new RangeError(`classify: query ${query} must have a row it may be compared with`);
    const winner = winners?.[query];
    if (neighbours === undefined || winner === undefined || winner === first.label) {
      return accept(named(first).label, first.score, second && named(second), o);
    }
    // The vote went against the nearest row's label, which is then the runner-up, nearer than the winner.
    const place = neighbours.rows
      .subarray(query * neighbours.k, (query + 1) * neighbours.k)
      .findIndex((row) => numbers.of[row] === winner);
    const score = neighbours.scores[query * neighbours.k + place]!;
    return accept(numbers.names[winner]!, score, named(first), o);
  });
}
