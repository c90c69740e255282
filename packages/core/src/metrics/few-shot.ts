import { checkPositiveInteger } from '../check.ts';
import { bootstrapMean } from './bootstrap.ts';
import type { Figure } from './figure.ts';

/** Scores of item against item, larger being more alike. */
export type ScoreOfItems = (a: number, b: number) => number;

/** Episodes, one for each number, as `episodes({ ways, shots }).over(labels, { seed })` gives them. */
export type Episodes = {
  readonly notes: readonly string[];
  at(step: number): {
    readonly support: readonly number[];
    readonly supportLabels: readonly string[];
    readonly query: readonly number[];
    readonly queryLabels: readonly string[];
  };
};

/** A few-shot protocol; write it beside the figure. */
export type FewShotOptions = {
  readonly ways: number;
  readonly shots: number;
  /** How many episodes, 1,000 unless given. */
  readonly count?: number;
  /** Of the interval; the episodes have their own. */
  readonly seed: number;
};

/**
 * Few-shot accuracy: in each of many random episodes, queries are given the class among `ways` whose `shots` items they
 * score highest against on average (for the dot product that is the nearest prototype). Chance is `1 / ways`. A query
 * for which another class ties with its own counts as an error.
 *
 * The interval is over episodes: it says how well this set of classes was measured, not how other classes would do.
 *
 * Reference: Vinyals et al., Matching networks for one shot learning, 2016.
 *
 * @throws RangeError if the episodes have fewer ways or shots, as a smaller task would be another figure
 */
export function fewShotAccuracy(score: ScoreOfItems, episodes: Episodes, options: FewShotOptions): Figure {
  const { ways, shots, count = 1000, seed } = options;
  checkPositiveInteger(ways, 'fewShotAccuracy: ways');
  checkPositiveInteger(shots, 'fewShotAccuracy: shots');
  checkPositiveInteger(count, 'fewShotAccuracy: count');
  let queries = 0;
  const shares = Float64Array.from({ length: count }, (_, number) => {
    const { support, supportLabels, query, queryLabels } = episodes.at(number);
    if (support.length !== ways * shots || new Set(supportLabels).size !== ways) {
      throw new RangeError(
        `fewShotAccuracy: episodes must be ${ways}-way ${shots}-shot, got ${support.length} items of ${new Set(supportLabels).size} classes; ${episodes.notes.join('; ')}`,
      );
    }
    queries += query.length;
    const right = query.filter((item, place) => {
      const sums = new Map<string, number>();
      support.forEach((shown, at) => {
        const label = supportLabels[at]!;
        sums.set(label, (sums.get(label) ?? 0) + score(item, shown));
      });
      const own = queryLabels[place]!;
      return [...sums].every(([label, sum]) => label === own || sums.get(own)! > sum);
    });
    return right.length / query.length;
  });
  return { ...bootstrapMean(shares, { seed }), n: queries };
}

/** The dot product of rows of a matrix: the cosine where rows have length 1. */
export function dotOfRows(values: Float32Array, dimensions: number): ScoreOfItems {
  return (a, b) => {
    let sum = 0;
    for (let i = a * dimensions, j = b * dimensions, end = i + dimensions; i < end; i++, j++)
      sum += values[i]! * values[j]!;
    return sum;
  };
}
