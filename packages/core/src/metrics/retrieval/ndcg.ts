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
