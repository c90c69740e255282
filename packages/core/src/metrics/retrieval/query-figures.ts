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

/**
 * Normalised discounted cumulative gain within the first k, all items of the class being worth 1:
 * `sum over hits of 1 / log2(rank + 1)`, over what the best ranking has.
 *
 * Reference: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002.
 *
 * @param ranks of the R items of the class, rising from 1
 */
export function ndcgOf(ranks: ArrayLike<number>, k = Infinity): number {
  let gain = 0;
  let ideal = 0;
  for (let hits = 0; hits < ranks.length; hits++) {
    if (ranks[hits]! <= k) gain += 1 / Math.log2(ranks[hits]! + 1);
    if (hits < k) ideal += 1 / Math.log2(hits + 2);
  }
  return gain / ideal;
}
