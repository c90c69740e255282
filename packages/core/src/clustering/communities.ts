import { checkFinite, checkPositiveInteger } from '../check.ts';
import { type Distance, scoreOf } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import type { Clusters } from './clusters.ts';
import { eachTwo } from './each-two.ts';

/**
 * Groups of rows that are all near one of them, the largest first: threshold communities.
 *
 * Every row together with the rows at least as near to it as `threshold` is a candidate, if there are `minimum` of them.
 * Candidates are taken from the largest to the smallest (the earlier row first among equals), each without the rows that
 * are taken already, unless its own row is, and kept where `minimum` rows are left. Rows in none are -1. Duplicates and paraphrases are found so
 * in tens of thousands of sentences. Memory: the lists of near rows.
 *
 * @param o.threshold a distance, or the least similarity where the distance is one; sentence-transformers takes a cosine
 * of 0.75
 * @param o.minimum rows of a community, 10 unless given
 * @throws RangeError if a value of `embeddings` is not finite, or an option is out of range
 * @see `community_detection` of sentence-transformers 6.2
 */
export async function communities(
  embeddings: Embeddings,
  o: { distance: Distance; threshold: number; minimum?: number; budget?: number },
): Promise<Clusters> {
  const { distance, threshold, minimum = 10 } = o;
  checkEmbeddings(embeddings, 'communities: embeddings');
  checkFinite(threshold, 'communities: threshold');
  checkPositiveInteger(minimum, 'communities: minimum');
  const least = scoreOf(distance, threshold);
  const near: number[][] = Array.from({ length: embeddings.rows }, (_, row) => [row]);
  await eachTwo(embeddings, o, (row, other, score) => {
    if (score < least) return;
    near[row]!.push(other);
    near[other]!.push(row);
  });

  const candidates = near.filter((rows) => rows.length >= minimum).sort((a, b) => b.length - a.length);
  const taken = new Uint8Array(embeddings.rows);
  const found: number[][] = [];
  for (const candidate of candidates) {
    if (taken[candidate[0]!] === 1) continue;
    const left = candidate.filter((row) => taken[row] === 0);
    if (left.length < minimum) continue;
    for (const row of left) taken[row] = 1;
    found.push(left);
  }
  found.sort((a, b) => b.length - a.length);
  const of = new Int32Array(embeddings.rows).fill(-1);
  for (const [number, rows] of found.entries()) for (const row of rows) of[row] = number;
  return { of, count: found.length };
}
