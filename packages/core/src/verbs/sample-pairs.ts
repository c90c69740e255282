import type { Random } from '../random.ts';

/** What is a same pair, a different one, or no pair at all. */
export type PairKinds = {
  /** Whether a pair is the same; undefined for what is no pair. */
  sameOf(i: number, j: number): boolean | undefined;
  /** Every j with which i is a same pair. */
  partnersOf(i: number): readonly number[];
};

/** Pairs by their rows. */
export type SampledPairs = { i: number[]; j: number[] };

/**
 * Draws `count` pairs, half of them same: every same pair if there are no more of them, else each with equal odds; different
 * pairs with equal odds too, a pair possibly twice.
 */
export function samplePairs(
  rows: number,
  columns: number,
  { sameOf, partnersOf }: PairKinds,
  count: number,
  random: Random,
): { same: SampledPairs; different: SampledPairs } {
  const half = Math.max(1, Math.floor(count / 2));
  const same: SampledPairs = { i: [], j: [] };
  let seen = 0;
  for (let i = 0; i < rows; i++) {
    for (const j of partnersOf(i)) {
      // Reservoir sampling (Vitter 1985, algorithm R): each of those seen so far is kept with equal odds.
      const place = seen < half ? seen : random.int(seen + 1);
      seen++;
      if (place >= half) continue;
      same.i[place] = i;
      same.j[place] = j;
    }
  }
  const different: SampledPairs = { i: [], j: [] };
  // Where nearly all pairs are the same the search ends rather than going on for ever.
  for (let tries = 0; different.i.length < half && tries < 100 * half; tries++) {
    const i = random.int(rows);
    const j = random.int(columns);
    if (sameOf(i, j) !== false) continue;
    different.i.push(i);
    different.j.push(j);
  }
  return { same, different };
}
