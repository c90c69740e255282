import type { Distance } from '../distances/index.ts';
import type { Embeddings } from './embeddings.ts';
import { pairScores, scoreRowsOf } from './pair-scores.ts';

/** A row of the base and its score for a query. */
export type Candidate = { row: number; score: number };

/**
 * Each query's candidates with their scores computed row by row, best first; among equal scores the smaller row.
 *
 * @param rows for each query the rows of the base to score; negative ones are left out
 */
export async function exactScores(
  queries: Embeddings,
  base: Embeddings,
  rows: readonly ArrayLike<number>[],
  { distance, budget }: { distance: Distance; budget?: number | undefined },
): Promise<Candidate[][]> {
  const ofQuery: number[] = [];
  const ofBase: number[] = [];
  for (const [query, candidates] of rows.entries()) {
    for (let i = 0; i < candidates.length; i++) {
      if (candidates[i]! < 0) continue;
      ofQuery.push(query);
      ofBase.push(candidates[i]!);
    }
  }
  const scores = await pairScores(queries, ofQuery, base, ofBase, scoreRowsOf(distance), budget);
  const found: Candidate[][] = rows.map(() => []);
  for (const [pair, query] of ofQuery.entries()) found[query]!.push({ row: ofBase[pair]!, score: scores[pair]! });
  for (const list of found) list.sort((a, b) => b.score - a.score || a.row - b.row);
  return found;
}
