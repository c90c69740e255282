import { checkPositiveInteger, checkSameLength } from '../check.ts';
import { createRandom, shuffled } from '../random.ts';
import { classNumbers } from './all-pairs/class-numbers.ts';
import type { ScoreBlock } from './all-pairs/score-block.ts';
import type { Figure } from './figure.ts';
import { wilson } from './wilson.ts';

/**
 * The share of queries whose k highest-scoring support items vote for their class; a tied vote goes to the class with the
 * higher sum of scores. Blocks hold whole rows: queries down, all support items across. The interval is Wilson's.
 *
 * @throws RangeError if k is not a positive integer, a block holds no whole rows, or rows are missing
 */
export async function knnAccuracy(
  queryLabels: readonly string[],
  supportLabels: readonly string[],
  blocks: Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>,
  options: { readonly k: number },
): Promise<Figure> {
  checkPositiveInteger(options.k, 'knnAccuracy: k');
  checkPositiveInteger(supportLabels.length, 'knnAccuracy: the number of support items');
  const k = Math.min(options.k, supportLabels.length);
  let right = 0;
  let seen = 0;
  for await (const { top, rows, left, columns, scores } of blocks) {
    if (left !== 0 || columns !== supportLabels.length || top !== seen || scores.length !== rows * columns) {
      throw new RangeError(
        `knnAccuracy: blocks must hold whole rows in order, got ${rows} x ${columns} at ${top}, ${left} of ${supportLabels.length} support items`,
      );
    }
    for (let row = 0; row < rows; row++) {
      const voted = vote(scores.subarray(row * columns, (row + 1) * columns), supportLabels, k);
      if (voted === queryLabels[top + row]) right++;
    }
    seen += rows;
  }
  checkSameLength({ length: seen }, queryLabels, 'knnAccuracy: rows and query labels');
  return wilson(right, seen);
}

function vote(scores: Float32Array, labels: readonly string[], k: number): string {
  const nearest = new Int32Array(k);
  let held = 0;
  for (let item = 0; item < scores.length; item++) {
    if (held === k && !(scores[item]! > scores[nearest[k - 1]!]!)) continue;
    let place = held < k ? held++ : k - 1;
    for (; place > 0 && scores[item]! > scores[nearest[place - 1]!]!; place--) nearest[place] = nearest[place - 1]!;
    nearest[place] = item;
  }
  const votes = new Map<string, { count: number; sum: number }>();
  for (const item of nearest) {
    const { count, sum } = votes.get(labels[item]!) ?? { count: 0, sum: 0 };
    votes.set(labels[item]!, { count: count + 1, sum: sum + scores[item]! });
  }
  let best = labels[nearest[0]!]!;
  for (const [label, { count, sum }] of votes) {
    const leader = votes.get(best)!;
    if (count > leader.count || (count === leader.count && sum > leader.sum)) best = label;
  }
  return best;
}

/**
 * `perClass` random items of each class (all of them where there are fewer), in rising order: the support of a KNN.
 *
 * @throws RangeError if perClass is not a positive integer or the seed no integer
 */
export function supportPerClass(labels: readonly string[], perClass: number, seed: number): number[] {
  checkPositiveInteger(perClass, 'supportPerClass: perClass');
  const { classOf, identities } = classNumbers(labels);
  const members = Array.from({ length: identities }, (): number[] => []);
  classOf.forEach((c, item) => members[c]!.push(item));
  return members
    .flatMap((items, c) => shuffled(items, createRandom(seed, 'supportPerClass', c)).slice(0, perClass))
    .sort((a, b) => a - b);
}
