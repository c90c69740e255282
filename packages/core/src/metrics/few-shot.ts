import { checkPositiveInteger } from '../check.ts';
import { episodes } from '../generators/index.ts';
import { bootstrapMean } from './bootstrap.ts';
import type { Figure } from './figure.ts';

/** Scores of item against item, larger being more alike. */
export type ScoreOfItems = (a: number, b: number) => number;

/** A few-shot protocol; write it beside the figure. */
export type FewShotOptions = {
  readonly ways: number;
  readonly shots: number;
  /** Queries of each class in an episode, 1 unless given. */
  readonly queries?: number;
  /** How many episodes, 1,000 unless given. */
  readonly episodes?: number;
  readonly seed: number;
};

/**
 * Few-shot accuracy: in each of many random episodes, queries are given the class among `ways` whose `shots` items they
 * score highest against on average (for the dot product that is the nearest prototype). Chance is `1 / ways`. A class
 * that only ties with the true one counts as an error.
 *
 * The interval is over episodes: it says how well this set of classes was measured, not how other classes would do.
 *
 * Reference: Vinyals et al., Matching networks for one shot learning, 2016.
 *
 * @throws RangeError if there are fewer classes than ways or classes with fewer than shots + queries items, as a smaller
 *   task would be another figure
 */
export function fewShotAccuracy(labels: readonly string[], score: ScoreOfItems, options: FewShotOptions): Figure {
  const { ways, shots, queries = 1, episodes: count = 1000, seed } = options;
  checkPositiveInteger(count, 'fewShotAccuracy: episodes');
  const stream = episodes({ ways, shots, queries }).over(labels, { seed });
  const first = stream.at(0);
  if (first.support.length !== ways * shots || first.query.length !== ways * queries) {
    throw new RangeError(
      `fewShotAccuracy: labels must allow ${ways}-way ${shots}-shot episodes with ${queries} queries each; ${stream.notes.join('; ')}`,
    );
  }
  const shares = Float64Array.from({ length: count }, (_, episode) => {
    const { support, query } = stream.at(episode);
    let right = 0;
    query.forEach((item, place) => {
      const means = Array.from({ length: ways }, (_, way) => {
        let sum = 0;
        for (let shot = 0; shot < shots; shot++) sum += score(item, support[way * shots + shot]!);
        return sum / shots;
      });
      const own = Math.floor(place / queries);
      if (means.every((mean, way) => way === own || means[own]! > mean)) right++;
    });
    return right / query.length;
  });
  return { ...bootstrapMean(shares, { seed }), n: count * ways * queries };
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
