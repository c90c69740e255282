import { checkFinite, checkNonNegativeInteger, checkPositiveInteger, checkSameLength } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import type { HardNegatives } from '../generators/index.ts';
import { checkEmbeddings, type Embeddings, labelNumbers, scoreBlocks, scoreMatrixOf, topK } from '../knn/index.ts';
import { nearestOfOwnClass } from './nearest-of-own-class.ts';

/** What keeps a wrong or missing label from being taken for a hard negative. Scores: larger is more alike. */
export type NegativesGuard = {
  /** A negative has to be less alike than the nearest item of the own class by this much (0 unless given). */
  readonly margin?: number;
  /** No negative is more alike than this. */
  readonly ceiling?: number;
  /** So many of the most alike that are left are left out too (0 unless given). */
  readonly skip?: number;
};

/** What was found, how alike, and how many looked hard and were left out by the guard. */
export type MinedNegatives = HardNegatives & {
  /** The score of each of `rows`; -Infinity where there is none. */
  readonly scores: Float32Array;
  /** How many pairs the margin and the ceiling left out. */
  readonly guarded: number;
};

/**
 * For each item of a corpus the `perItem` items of other classes that are most alike, hardest first: what an encoder still
 * mixes up, among all items rather than in a batch. They go into `triplets({ size, negatives })` or
 * `matches({ size, negatives })`; mine again as the encoder learns.
 *
 * An item that is more alike than anything of the own class is more often a wrong label than a hard negative, so the guard
 * leaves out whatever is not less alike than the nearest of the own class; an item alone in its class, which is never an
 * anchor, gets none. All n^2 scores are computed, in blocks.
 *
 * Reference: Moreira et al. 2024, "NV-Retriever: Improving text embedding models with effective hard-negative mining"
 * (positive-aware mining); `mine_hard_negatives` of sentence-transformers.
 *
 * @param embeddings of all items, as `embed` gives them
 * @param o.distance that of the encoder
 * @param o.perItem 5 unless given
 * @param o.guard `false` to take what is most alike, whatever it is
 * @param o.budget bytes for a block of scores (128 MiB unless given)
 * @throws RangeError if there is not a label for each row, or there are fewer than two classes
 */
export async function mineHardNegatives(
  embeddings: Embeddings,
  labels: readonly string[],
  o: { distance: Distance; perItem?: number; guard?: NegativesGuard | false; budget?: number },
): Promise<MinedNegatives> {
  const where = 'mineHardNegatives';
  const { distance, perItem = 5, budget } = o;
  const { margin = 0, ceiling = Infinity, skip = 0 } = o.guard === false ? { margin: -Infinity } : (o.guard ?? {});
  checkEmbeddings(embeddings, `${where}: embeddings`);
  checkSameLength(labels, { length: embeddings.rows }, `${where}: labels and rows of embeddings`);
  checkPositiveInteger(perItem, `${where}: perItem`);
  checkNonNegativeInteger(skip, `${where}: guard.skip`);
  if (o.guard !== false) checkFinite(margin, `${where}: guard.margin`);
  const { names, of: classOf } = labelNumbers(labels);
  if (names.length < 2) throw new RangeError(`${where}: labels must be of at least two classes, got ${names.length}`);

  const blocks = { ...(budget !== undefined && { budget }) };
  const matrix = scoreMatrixOf(distance);
  const own = await nearestOfOwnClass(embeddings, classOf, matrix, blocks);
  const lists = Array.from({ length: embeddings.rows }, () => topK(skip + perItem));
  let guarded = 0;
  for await (const { top, rows, left, columns, scores } of scoreBlocks(embeddings, embeddings, matrix, blocks)) {
    for (let i = 0; i < rows; i++) {
      const [c, nearest] = [classOf[top + i]!, own[top + i]!];
      if (nearest === -Infinity) continue;
      const most = Math.min(ceiling, nearest - margin);
      const list = lists[top + i]!;
      for (let j = 0; j < columns; j++) {
        if (classOf[left + j] === c) continue;
        const score = scores[i * columns + j]!;
        if (score <= most) list.offer(left + j, score);
        else guarded++;
      }
    }
  }
  const found = {
    rows: new Int32Array(embeddings.rows * perItem),
    scores: new Float32Array(embeddings.rows * perItem),
  };
  for (const [item, list] of lists.entries()) {
    found.rows.set(list.keys.subarray(skip), item * perItem);
    found.scores.set(list.scores.subarray(skip), item * perItem);
  }
  return { perItem, ...found, guarded };
}
