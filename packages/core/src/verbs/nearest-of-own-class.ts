import { type Embeddings, pickRows, scoreBlocks, type ScoreMatrix } from '../knn/index.ts';

/** Rows that are scored at once: enough for a matrix product to be quick, few enough that other classes cost little. */
const together = 512;

/** For each row the score of the most alike other row of its class; -Infinity where it is alone in it. */
export async function nearestOfOwnClass(
  embeddings: Embeddings,
  classOf: Int32Array,
  matrix: ScoreMatrix,
  o: { budget?: number },
): Promise<Float64Array> {
  const best = new Float64Array(embeddings.rows).fill(-Infinity);
  const byClass = [...classOf.keys()].sort((x, y) => classOf[x]! - classOf[y]!);
  const isLast = (at: number) => at + 1 === byClass.length || classOf[byClass[at]!] !== classOf[byClass[at + 1]!];
  let start = 0;
  for (let at = 0; at < byClass.length; at++) {
    // Whole classes: as many as fit, at least one.
    if (!isLast(at) || (at + 1 - start < together && at + 1 < byClass.length)) continue;
    const rows = byClass.slice(start, at + 1);
    start = at + 1;
    const part = pickRows(embeddings, rows);
    for await (const { top, left, columns, scores, rows: height } of scoreBlocks(part, part, matrix, o)) {
      for (let i = 0; i < height; i++) {
        const row = rows[top + i]!;
        for (let j = 0; j < columns; j++) {
          const other = rows[left + j]!;
          if (other === row || classOf[other] !== classOf[row]) continue;
          best[row] = Math.max(best[row]!, scores[i * columns + j]!);
        }
      }
    }
  }
  return best;
}
