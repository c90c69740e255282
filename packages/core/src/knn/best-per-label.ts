import type { Distance } from '../distances/index.ts';
import { allowedRows } from './allowed-rows.ts';
import type { Embeddings } from './embeddings.ts';
import { exactScores } from './exact-scores.ts';
import type { LabelNumbers } from './label-numbers.ts';
import { scoreBlocks, scoreMatrixOf } from './score-blocks.ts';
import { topK } from './top-k.ts';

/** A label, as its number, and the score of its nearest row. */
export type LabelScore = { label: number; score: number };

/** Labels whose exact scores are compared; what lies further down can't be first or second by rounding alone. */
const candidates = 4;

/**
 * For each query the two nearest labels, best first (one if there is but one): a label is as near as its nearest row.
 *
 * Among equal scores the label that appears first in the base comes first.
 *
 * @param o.filter whether a row of the base counts
 * @param o.skip for each query a row of the base that does not count (its own copy), or -1
 * @param o.budget bytes for a block (128 MiB unless given)
 */
export async function bestPerLabel(
  queries: Embeddings,
  base: Embeddings,
  labels: LabelNumbers,
  o: {
    distance: Distance;
    filter?: ((row: number) => boolean) | undefined;
    skip?: ArrayLike<number> | undefined;
    budget?: number | undefined;
  },
): Promise<LabelScore[][]> {
  const count = labels.names.length;
  const allowed = allowedRows(base.rows, o.filter);
  const matrix = scoreMatrixOf(o.distance);
  const rowsOf: Int32Array[] = [];
  let best = new Float32Array(0);
  let bestRow = new Int32Array(0);
  for await (const block of scoreBlocks(queries, base, matrix, o.budget === undefined ? {} : { budget: o.budget })) {
    const { top, rows, left, columns, scores } = block;
    if (left === 0) {
      best = new Float32Array(rows * count).fill(-Infinity);
      bestRow = new Int32Array(rows * count).fill(-1);
    }
    for (let i = 0; i < rows; i++) {
      const skipped = o.skip?.[top + i] ?? -1;
      for (let j = 0; j < columns; j++) {
        if (allowed?.[left + j] === 0 || left + j === skipped) continue;
        const at = i * count + labels.of[left + j]!;
        if (scores[i * columns + j]! > best[at]!) {
          best[at] = scores[i * columns + j]!;
          bestRow[at] = left + j;
        }
      }
    }
    if (left + columns === base.rows) {
      for (let i = 0; i < rows; i++) {
        const list = topK(Math.min(candidates, count));
        for (let label = 0; label < count; label++) list.offer(bestRow[i * count + label]!, best[i * count + label]!);
        rowsOf.push(list.keys);
      }
    }
  }
  const found = await exactScores(queries, base, rowsOf, o);
  return found.map((list) =>
    list
      .map(({ row, score }) => ({ label: labels.of[row]!, score }))
      .sort((a, b) => b.score - a.score || a.label - b.label)
      .slice(0, 2),
  );
}
