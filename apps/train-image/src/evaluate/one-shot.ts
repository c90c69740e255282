import { createRandom, pairScores, shuffled, type Distance, type Embeddings } from '@siamese/core';
import { byClass } from '../by-class.ts';
import type { Rate } from './measured.ts';
import { scoreRows } from './scores.ts';

/** How often the nearest of `ways` pictures, one of each class, is of the query's class; undefined with too few classes. */
export async function oneShot(
  embeddings: Embeddings,
  labels: readonly string[],
  distance: Distance,
  { ways, trials, seed }: { ways: number; trials: number; seed: number },
): Promise<Rate | undefined> {
  const classes = byClass(labels).filter(({ items }) => items.length >= 2);
  if (classes.length < ways) return undefined;
  const queries: number[] = [];
  const supports: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const random = createRandom(seed, 'one-shot', ways, trial);
    // The first of the drawn classes is asked for; its support is another of its pictures.
    const drawn = shuffled(classes, random).slice(0, ways);
    const [query, ...rest] = shuffled(drawn[0]!.items, random);
    drawn.forEach(({ items }, way) => {
      queries.push(query!);
      supports.push(way === 0 ? rest[0]! : items[random.int(items.length)]!);
    });
  }
  const scores = await pairScores(embeddings, queries, embeddings, supports, scoreRows(distance));
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [own, ...others] = scores.subarray(trial * ways, (trial + 1) * ways);
    if (others.every((score) => score < own!)) right++;
  }
  return { value: right / trials, ...wilson(right, trials), n: trials };
}

/** The 95 % interval of a rate of independent trials (Wilson 1927). */
export function wilson(right: number, trials: number): { low: number; high: number } {
  const z = 1.959963984540054;
  const rate = right / trials;
  const middle = (rate + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half = (z / (1 + (z * z) / trials)) * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
