/** The share of the `ranks.length` first that are hits. */
export function rPrecisionOf(ranks: ArrayLike<number>): number {
  return hitsWithin(ranks, ranks.length) / ranks.length;
}

/** How many of the rising ranks are k or less. */
export function hitsWithin(ranks: ArrayLike<number>, k: number): number {
  let hits = 0;
  while (hits < ranks.length && ranks[hits]! <= k) hits++;
  return hits;
}

/**
 * Average precision within the first k: the mean of the precision at each hit, over the hits there could be,
 * `min(k, R)`. At `k = R` it is MAP@R's, without k the whole ranking's.
 *
 * @param ranks of the R items of the class, rising from 1
 */
export function averagePrecisionOf(ranks: ArrayLike<number>, k = Infinity): number {
  let sum = 0;
  for (let hits = 0; hits < ranks.length && ranks[hits]! <= k; hits++) sum += (hits + 1) / ranks[hits]!;
  return sum / Math.min(k, ranks.length);
}
