import { type Embeddings, labelNumbers } from '../../knn/index.ts';
import { createRandom, shuffled } from '../../random.ts';
import type { Scorer } from '../scorer.ts';

/**
 * `ways`-way 1-shot: of `ways` items of as many classes the one most alike must be of the query's class (Lake 2011). A tie is
 * wrong.
 *
 * Each trial draws the classes and the items anew; for each it says whether it was right, and the class asked for. Undefined with fewer classes of two items than ways.
 */
export async function oneShot(
  { embeddings, labels }: { embeddings: Embeddings; labels: readonly string[] },
  scorer: Scorer,
  { ways, trials, seed }: { ways: number; trials: number; seed: number },
): Promise<{ right: number[]; labels: string[] } | undefined> {
  const members: number[][] = [];
  for (const [item, label] of labelNumbers(labels).of.entries()) (members[label] ??= []).push(item);
  const classes = members.filter((items) => items.length >= 2);
  if (classes.length < ways) return undefined;
  const queries: number[] = [];
  const supports: number[] = [];
  const asked: string[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const random = createRandom(seed, 'one-shot', ways, trial);
    const drawn = shuffled(classes, random).slice(0, ways);
    // The first of the drawn classes is asked for; its support is another of its items.
    const [query, own] = shuffled(drawn[0]!, random);
    asked.push(labels[query!]!);
    for (const [way, items] of drawn.entries()) {
      queries.push(query!);
      supports.push(way === 0 ? own! : items[random.int(items.length)]!);
    }
  }
  const scores = await scorer.pairs(embeddings, queries, embeddings, supports);
  const right = Array.from({ length: trials }, (_, trial) => {
    const [first, ...others] = scores.subarray(trial * ways, (trial + 1) * ways);
    return others.every((score) => score < first!) ? 1 : 0;
  });
  return { right, labels: asked };
}
