import { checkFinite, checkPositiveInteger } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings, scoreBlocks, scoreMatrixOf } from '../knn/index.ts';

/** Two rows, the earlier first, and how alike they are. */
export type AlikePair = { readonly a: number; readonly b: number; readonly score: number };

/**
 * The `most` pairs of rows that are most alike, most alike first: duplicates, paraphrases, the same thing under two names. Pairs
 * that tie come in the order of their rows.
 *
 * All n (n - 1) / 2 scores are computed, in blocks, and no more than twice `most` pairs are held. For groups rather than pairs
 * take `communities`.
 *
 * @param embeddings of all items, as `embed` gives them
 * @param o.distance that of the encoder
 * @param o.most 1,000 unless given
 * @param o.threshold no pair that scores less: what `calibrate` found, for pairs that are the same
 * @param o.budget bytes for a block of scores (128 MiB unless given)
 * @throws RangeError if a value is not finite, most is no positive integer, or threshold not finite
 */
export async function alikePairs(
  embeddings: Embeddings,
  o: { distance: Distance; most?: number; threshold?: number; budget?: number },
): Promise<AlikePair[]> {
  const { distance, most = 1000, threshold, budget } = o;
  checkEmbeddings(embeddings, 'alikePairs: embeddings');
  checkPositiveInteger(most, 'alikePairs: most');
  if (threshold !== undefined) checkFinite(threshold, 'alikePairs: threshold');
  let found: AlikePair[] = [];
  // Where as many as asked are held, a pair has to beat the last of them.
  let floor = threshold ?? -Infinity;
  const keepBest = () => {
    found.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
    found = found.slice(0, most);
    if (found.length === most) floor = Math.max(floor, found.at(-1)!.score);
  };
  const blocks = { upper: true, ...(budget !== undefined && { budget }) };
  for await (const block of scoreBlocks(embeddings, embeddings, scoreMatrixOf(distance), blocks)) {
    const { top, left, rows, columns, scores } = block;
    for (let i = 0; i < rows; i++) {
      const a = top + i;
      for (let j = Math.max(0, a + 1 - left); j < columns; j++) {
        const score = scores[i * columns + j]!;
        if (score < floor) continue;
        found.push({ a, b: left + j, score });
        if (found.length >= 2 * most) keepBest();
      }
    }
  }
  keepBest();
  return found;
}
