import { type Embeddings, labelNumbers } from '../../knn/index.ts';
import { createRandom, shuffled } from '../../random.ts';
import type { Scorer } from '../scorer.ts';

/** A trial of 1-shot: an item, and one item of each of several classes, that of the item's own class first. */
export type OneShotTrial = { readonly query: number; readonly support: readonly number[] };

/**
 * The trials by which `evaluate` measures `ways`-way 1-shot, each a function of its number: classes and items are drawn anew.
 *
 * @param o.seed that of `evaluate`
 * @returns undefined with fewer classes of two items than ways
 */
export function oneShotTrials(
  labels: readonly string[],
  { ways, seed }: { readonly ways: number; readonly seed: number },
): ((trial: number) => OneShotTrial) | undefined {
  const members: number[][] = [];
  for (const [item, label] of labelNumbers(labels).of.entries()) (members[label] ??= []).push(item);
  const classes = members.filter((items) => items.length >= 2);
  if (classes.length < ways) return undefined;
  return (trial) => {
    const random = createRandom(seed, 'one-shot', ways, trial);
    const drawn = shuffled(classes, random).slice(0, ways);
    // The first of the drawn classes is asked for; its support is another of its items.
    const [query, own] = shuffled(drawn[0]!, random);
    const support = drawn.map((items, way) => (way === 0 ? own! : items[random.int(items.length)]!));
    return { query: query!, support };
  };
}

/**
 * `ways`-way 1-shot: of `ways` items of as many classes the one most alike must be of the query's class (Lake 2011). A tie is
 * wrong.
 *
 * Of each of its trials (`oneShotTrials`) it says whether it was right, and the class asked for. Undefined with fewer classes
 * of two items than ways.
 */
export async function oneShot(
  { embeddings, labels }: { embeddings: Embeddings; labels: readonly string[] },
  scorer: Scorer,
  { ways, trials, seed }: { ways: number; trials: number; seed: number },
): Promise<{ right: number[]; labels: string[] } | undefined> {
  const draw = oneShotTrials(labels, { ways, seed });
  if (draw === undefined) return undefined;
  const drawn = Array.from({ length: trials }, (_, trial) => draw(trial));
  const queries = drawn.flatMap(({ query }) => Array.from({ length: ways }, () => query));
  const supports = drawn.flatMap(({ support }) => support);
  const scores = await scorer.pairs(embeddings, queries, embeddings, supports);
  const right = Array.from({ length: trials }, (_, trial) => {
    const [first, ...others] = scores.subarray(trial * ways, (trial + 1) * ways);
    return others.every((score) => score < first!) ? 1 : 0;
  });
  return { right, labels: drawn.map(({ query }) => labels[query]!) };
}
