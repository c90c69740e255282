/**
 * The ranks, from 1 and rising, of the items of the query's class in a search through a row of scores. An item of another
 * class with the same score comes first.
 *
 * @param skipped the query's own place in the row, or -1
 * @param alike how many items of the class there are beside it
 * @throws RangeError if a score is NaN
 */
export function ranksOf(
  scores: Float32Array,
  classes: Int32Array,
  own: number,
  skipped: number,
  alike: number,
  query: number,
): Int32Array {
  const found = new Float32Array(alike);
  for (let other = 0, at = 0; other < scores.length; other++) {
    if (scores[other]! !== scores[other]!) {
      throw new RangeError(`retrieval: scores must not be NaN, got NaN for items ${query} and ${other}`);
    }
    if (classes[other] === own && other !== skipped) found[at++] = scores[other]!;
  }
  found.sort();
  // before[k]: how many of other classes score at least found[k], but less than found[k + 1].
  const before = new Int32Array(alike);
  const least = found[0]!;
  for (let other = 0; other < scores.length; other++) {
    const score = scores[other]!;
    if (score < least || classes[other] === own) continue;
    let low = 0;
    let high = alike - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (found[middle]! <= score) low = middle;
      else high = middle - 1;
    }
    before[low]!++;
  }
  const ranks = new Int32Array(alike);
  let strangers = 0;
  for (let k = 0; k < alike; k++) {
    strangers += before[alike - 1 - k]!;
    ranks[k] = k + 1 + strangers;
  }
  return ranks;
}
