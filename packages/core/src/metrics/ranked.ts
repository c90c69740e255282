/** The places of the numbers from the smallest to the largest. */
export function risingOrder(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
}

/**
 * The ranks of numbers, equal ones sharing their mean rank, where number i counts `times[i]` times.
 *
 * @param order of the numbers, as `risingOrder` gives it
 */
export function weightedRanks(values: ArrayLike<number>, order: Uint32Array, times: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(order.length);
  let before = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let equal = 0;
    for (end = start; end < order.length && values[order[end]!] === values[order[start]!]; end++) {
      equal += times[order[end]!]!;
    }
    for (let i = start; i < end; i++) ranks[order[i]!] = before + (equal + 1) / 2;
    before += equal;
  }
  return ranks;
}
