import { checkPositiveInteger } from '../check.ts';
import type { ScoreBlock } from './all-pairs/score-block.ts';

/** How each item scores against a cohort of strangers: mean and standard deviation. */
export type CohortScores = { readonly mean: Float64Array; readonly deviation: Float64Array };

/**
 * How items score against a cohort (items of many others, none of them among those that are compared), for `normalizedScore`.
 *
 * With `top` only the nearest of the cohort count for each item, which is adaptive normalisation: strangers that sound alike
 * matter. A few hundred of a few thousand are usual.
 *
 * @param blocks the scores of n items against the cohort, in whole rows
 * @param o.top how many of the cohort count, all unless given
 * @throws RangeError if blocks hold no whole rows in order or no two scores, a score is not finite, top is below 2 or more than
 * there are, or all scores of an item are equal
 */
export async function cohortScores(
  blocks: Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>,
  o: { top?: number } = {},
): Promise<CohortScores> {
  const mean: number[] = [];
  const deviation: number[] = [];
  if (o.top !== undefined) checkPositiveInteger(o.top, 'cohortScores: top');
  for await (const { top, rows, left, columns, scores } of blocks) {
    if (left !== 0 || top !== mean.length || scores.length !== rows * columns) {
      throw new RangeError(
        `cohortScores: blocks must hold whole rows in order, got ${rows} x ${columns} at ${top}, ${left}`,
      );
    }
    const count = o.top ?? columns;
    if (count < 2 || count > columns) {
      throw new RangeError(`cohortScores: top must be from 2 to the ${columns} of the cohort, got ${count}`);
    }
    for (let row = 0; row < rows; row++) {
      const line = Float64Array.from(scores.subarray(row * columns, (row + 1) * columns));
      const odd = line.findIndex((score) => !Number.isFinite(score));
      if (odd >= 0) {
        throw new RangeError(
          `cohortScores: scores must be finite numbers, got ${line[odd]} of item ${top + row} against ${odd}`,
        );
      }
      const nearest = count === columns ? line : line.sort().subarray(columns - count);
      const average = nearest.reduce((sum, score) => sum + score, 0) / count;
      const spread = Math.sqrt(nearest.reduce((sum, score) => sum + (score - average) ** 2, 0) / count);
      if (!(spread > 0)) {
        throw new RangeError(`cohortScores: an item must not score alike against all, got item ${top + row} that does`);
      }
      mean.push(average);
      deviation.push(spread);
    }
  }
  return { mean: Float64Array.from(mean), deviation: Float64Array.from(deviation) };
}

/**
 * A score by how unusual it is for either item: `1/2 ((s - mean_a) / deviation_a + (s - mean_b) / deviation_b)` (S-norm, AS-norm
 * where `top` was given; Z-norm with the enrolled side alone, T-norm with the tested one).
 *
 * Some voices, faces or pens are like everybody's: their scores are high throughout, and one threshold for all lets their
 * strangers in. Of items i of a and j of b; without b, a's alone.
 *
 * Reference: Kenny 2010, "Bayesian Speaker Verification with Heavy-Tailed Priors"; adaptive: Matejka et al. 2017, "Analysis of
 * Score Normalization in Multilingual Speaker Recognition"; Z-norm and T-norm: Auckenthaler, Carey, Lloyd-Thomas 2000.
 *
 * @throws RangeError if there is no such item
 */
export function normalizedScore(
  score: number,
  [a, i]: readonly [CohortScores, number],
  b?: readonly [CohortScores, number],
): number {
  const one = standard(score, a, i);
  return b === undefined ? one : (one + standard(score, ...b)) / 2;
}

/** The same for all scores of blocks: rows are items of a, columns those of b. */
export async function* normalizedScores(
  blocks: Iterable<ScoreBlock> | AsyncIterable<ScoreBlock>,
  a: CohortScores,
  b: CohortScores,
): AsyncGenerator<ScoreBlock, void, undefined> {
  for await (const block of blocks) {
    const { top, left, columns, scores } = block;
    const normalized = scores.map((score, at) =>
      normalizedScore(score, [a, top + Math.floor(at / columns)], [b, left + (at % columns)]),
    );
    yield { ...block, scores: normalized };
  }
}

function standard(score: number, { mean, deviation }: CohortScores, item: number): number {
  if (!(item in mean)) {
    throw new RangeError(`normalizedScore: item must be one of the ${mean.length} of the cohort scores, got ${item}`);
  }
  return (score - mean[item]!) / deviation[item]!;
}
