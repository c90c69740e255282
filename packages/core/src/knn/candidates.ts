import type { Embeddings } from './embeddings.ts';
import { scoreBlocks, type ScoreMatrix } from './score-blocks.ts';
import { topK } from './top-k.ts';

/** Where candidates are looked for. */
export type Within = {
  /** How many for each query. */
  count: number;
  matrix: ScoreMatrix;
  /** For each query a row of the base it may not find, or -1. */
  skip?: ArrayLike<number> | undefined;
  budget?: number | undefined;
};

/** For each query the rows of the base with the largest scores, -1 where there are fewer: every score is looked at. */
export async function candidates(
  queries: Embeddings,
  base: Embeddings,
  { count, matrix, skip, budget, allowed }: Within & { allowed: Uint8Array | undefined },
): Promise<Int32Array[]> {
  const lists = Array.from({ length: queries.rows }, () => topK(count));
  const blocks = scoreBlocks(queries, base, matrix, { ...(budget !== undefined && { budget }) });
  for await (const { top, rows, left, columns, scores } of blocks) {
    for (let i = 0; i < rows; i++) {
      const list = lists[top + i]!;
      const skipped = skip?.[top + i] ?? -1;
      for (let j = 0; j < columns; j++) {
        if (allowed?.[left + j] !== 0 && left + j !== skipped) list.offer(left + j, scores[i * columns + j]!);
      }
    }
  }
  return lists.map((list) => list.keys);
}
