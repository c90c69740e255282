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

/** What is asked in an episode, and how many are: a figure without it means nothing. */
export type FewShotProtocol = {
  readonly ways: number;
  readonly shots: number;
  /** Of each class; any number unless given. */
  readonly queries?: number;
  /** How many episodes, 1,000 unless given. */
  readonly count?: number;
};

/** A protocol, and the seed of the interval; the episodes have their own. */
export type FewShotOptions = FewShotProtocol & { readonly seed: number };

/** Few-shot accuracy, with its protocol in words, which is to be written beside it. */
export type FewShotFigure = Figure & { readonly protocol: string };

/**
 * Protocols of papers, each with a paper that uses it: `const protocol = fewShotProtocols.snell5Way1Shot`, then
 * `fewShotAccuracy(score, episodes(protocol).over(labels, { seed }), { ...protocol, seed })`.
 */
export const fewShotProtocols = {
  /** Vinyals et al., Matching networks for one shot learning, 2016 (Omniglot). */
  vinyals5Way1Shot: { ways: 5, shots: 1, queries: 1, count: 1000 },
  vinyals20Way1Shot: { ways: 20, shots: 1, queries: 1, count: 1000 },
  /** Snell, Swersky and Zemel, Prototypical networks for few-shot learning, 2017 (miniImageNet). */
  snell5Way1Shot: { ways: 5, shots: 1, queries: 15, count: 600 },
  snell5Way5Shot: { ways: 5, shots: 5, queries: 15, count: 600 },
} as const satisfies Readonly<Record<string, FewShotProtocol>>;

/**
 * Few-shot accuracy: in each of many random episodes, queries are given the class among `ways` whose `shots` items they
 * score highest against on average (for the dot product that is the nearest prototype). Chance is `1 / ways`. A query
 * for which another class ties with its own counts as an error.
 *
 * The interval is over episodes: it says how well this set of classes was measured, not how other classes would do.
 *
 * Reference: Vinyals et al., Matching networks for one shot learning, 2016.
 *
 * @throws RangeError if the episodes have other ways, shots or queries, as a smaller task would be another figure
 */
export function fewShotAccuracy(score: ScoreOfItems, episodes: Episodes, options: FewShotOptions): FewShotFigure {
  const { ways, shots, queries, count = 1000, seed } = options;
  checkPositiveInteger(ways, 'fewShotAccuracy: ways');
  checkPositiveInteger(shots, 'fewShotAccuracy: shots');
  if (queries !== undefined) checkPositiveInteger(queries, 'fewShotAccuracy: queries');
  checkPositiveInteger(count, 'fewShotAccuracy: count');
  let asked = 0;
  const shares = Float64Array.from({ length: count }, (_, number) => {
    const { support, supportLabels, query, queryLabels } = episodes.at(number);
    const classes = new Set(supportLabels).size;
    if (support.length !== ways * shots || classes !== ways) {
      throw new RangeError(
        `fewShotAccuracy: episodes must be ${ways}-way ${shots}-shot, got ${support.length} items of ${classes} classes; ${episodes.notes.join('; ')}`,
      );
    }
    if (queries !== undefined && query.length !== ways * queries) {
      throw new RangeError(
        `fewShotAccuracy: episodes must have ${queries} queries of each class, got ${query.length} of ${ways} classes; ${episodes.notes.join('; ')}`,
      );
    }
    asked += query.length;
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
  const ofEach = queries === undefined ? '' : ` ${queries} ${queries === 1 ? 'query' : 'queries'} of each class,`;
  const protocol = `${ways}-way ${shots}-shot,${ofEach} ${count} episodes, nearest by mean score`;
  return { ...bootstrapMean(shares, { seed }), n: asked, protocol };
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
