import type { Distance } from '../distances/index.ts';
import { type Embeddings, scoreBlocks, scoreMatrixOf } from '../knn/index.ts';

/** Calls `use` with every two rows, each two once and the earlier first, and their score; computed in blocks of `budget` bytes. */
export async function eachTwo(
  embeddings: Embeddings,
  { distance, budget }: { distance: Distance; budget?: number | undefined },
  use: (row: number, other: number, score: number) => void,
): Promise<void> {
  const blocks = scoreBlocks(embeddings, embeddings, scoreMatrixOf(distance), {
    ...(budget !== undefined && { budget }),
    upper: true,
  });
  for await (const { top, rows, left, columns, scores } of blocks) {
    for (let i = 0; i < rows; i++) {
      const row = top + i;
      for (let j = Math.max(0, row + 1 - left); j < columns; j++) use(row, left + j, scores[i * columns + j]!);
    }
  }
}
