import { createRandom, oneShotTrials, shuffled, type Embeddings } from '@siamese/core';
import type { Usable } from '../modality.ts';
import { scorePairs } from './score-pairs.ts';

/** A trial of 1-shot: which of the candidates was taken for the class of the query, and which is of it. */
export type Episode = {
  /** Which trial of the figure it is, from 0. */
  readonly number: number;
  readonly query: number;
  /** One item of each class, in no order that gives the answer away. */
  readonly candidates: readonly number[];
  /** Places among the candidates. A tie is wrong: another than the answer was then as alike. */
  readonly answer: number;
  readonly chosen: number;
};

/** Some of the trials of a figure. */
export type SomeEpisodes = {
  readonly ways: number;
  readonly trials: number;
  /** Of all trials, how many were right. */
  readonly right: number;
  readonly first: readonly Episode[];
  /** The first that were wrong, but for those among `first`. */
  readonly wrong: readonly Episode[];
};

/**
 * The first trials of `evaluate`'s 1-shot figure, and the first that went wrong, for people to look at.
 *
 * @param o.ways the most of these that the classes allow
 * @param o.seed that of the figure, and `trials` too
 * @param o.keep how many of either
 * @returns undefined with fewer classes than the fewest ways
 */
export async function someEpisodes<Item>(
  target: Usable<Item>,
  embeddings: Embeddings,
  labels: readonly string[],
  o: { readonly ways: readonly number[]; readonly trials: number; readonly seed: number; readonly keep: number },
): Promise<SomeEpisodes | undefined> {
  const { trials, seed, keep } = o;
  for (const ways of o.ways.toSorted((a, b) => b - a)) {
    const draw = oneShotTrials(labels, { ways, seed });
    if (draw === undefined) continue;
    const drawn = Array.from({ length: trials }, (_, trial) => draw(trial));
    const queries = drawn.flatMap(({ query, support }) => support.map(() => query));
    const scores = await scorePairs(
      target,
      embeddings,
      queries,
      drawn.flatMap(({ support }) => support),
    );
    const chosen = drawn.map((_, trial) => chosenOf(scores.subarray(trial * ways, (trial + 1) * ways)));
    const episode = (trial: number): Episode => {
      const { query, support } = drawn[trial]!;
      const order = shuffled([...support.keys()], createRandom(seed, 'episode', trial));
      return {
        number: trial,
        query,
        candidates: order.map((way) => support[way]!),
        answer: order.indexOf(0),
        chosen: order.indexOf(chosen[trial]!),
      };
    };
    const all = [...drawn.keys()];
    return {
      ways,
      trials,
      right: chosen.filter((way) => way === 0).length,
      first: all.slice(0, keep).map(episode),
      wrong: all
        .slice(keep)
        .filter((trial) => chosen[trial] !== 0)
        .slice(0, keep)
        .map(episode),
    };
  }
  return undefined;
}

/** The most alike; the first one, which is right, only if no other is as alike. */
function chosenOf(scores: Float64Array): number {
  let best = scores.length - 1;
  for (let way = scores.length - 2; way >= 0; way--) if (scores[way]! > scores[best]!) best = way;
  return best;
}
