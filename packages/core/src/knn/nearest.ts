import { checkPositiveInteger } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { allowedRows } from './allowed-rows.ts';
import { candidates } from './candidates.ts';
import { checkEmbeddings, type Embeddings } from './embeddings.ts';
import { exactScores } from './exact-scores.ts';
import { groupedCandidates, groupSize } from './grouped-candidates.ts';
import { scoreMatrixOf } from './score-blocks.ts';

/** The nearest stored rows of each query, best first: those of query q are `rows.subarray(q * k, (q + 1) * k)`. */
export type Neighbours = {
  queries: number;
  /** How many each query has: what was asked for, or fewer where fewer may be found. */
  k: number;
  /** Rows of the base; -1 where a query has fewer than k. */
  rows: Int32Array;
  /** Their scores; -Infinity where a query has fewer than k. */
  scores: Float32Array;
};

/** Candidates beyond k, so that the rounding of the matrix product does not decide who is among the k nearest. */
const spare = 8;

/**
 * The k nearest rows of the base for each query, exactly: matrix products in blocks, then the candidates' scores once
 * more row by row.
 *
 * Larger scores are more alike. Among equal scores the row that comes first in the base wins (up to 8 rows that are
 * equal to the k-th). k is cut to the number of rows there are.
 *
 * @param o.filter whether a row of the base may be found
 * @param o.skip for each query a row of the base it may not find (its own copy), or -1
 * @param o.budget bytes for a block (128 MiB unless given)
 * @throws TypeError or RangeError if the matrices do not fit or k is not a positive integer
 */
export async function nearest(
  queries: Embeddings,
  base: Embeddings,
  o: {
    k: number;
    distance: Distance;
    filter?: ((row: number) => boolean) | undefined;
    skip?: ArrayLike<number> | undefined;
    budget?: number | undefined;
  },
): Promise<Neighbours> {
  checkPositiveInteger(o.k, 'nearest: k');
  checkEmbeddings(queries, 'nearest: queries');
  checkEmbeddings(base, 'nearest: base');
  if (queries.dimensions !== base.dimensions) {
    throw new RangeError(
      `nearest: queries and base must have one length of row, got ${queries.dimensions} and ${base.dimensions}`,
    );
  }
  const allowed = allowedRows(base.rows, o.filter);
  const findable = allowed?.reduce((sum, one) => sum + one, 0) ?? base.rows;
  const k = Math.min(o.k, findable);
  if (k === 0) return { queries: queries.rows, k, rows: new Int32Array(0), scores: new Float32Array(0) };
  const within = {
    count: Math.min(k + spare, findable),
    matrix: scoreMatrixOf(o.distance),
    skip: o.skip,
    budget: o.budget,
  };
  const grouped = allowed === undefined && base.rows > 8 * groupSize * within.count;
  const lists = grouped
    ? await groupedCandidates(queries, base, within)
    : await candidates(queries, base, { ...within, allowed });
  const found = await exactScores(queries, base, lists, o);
  const rows = new Int32Array(queries.rows * k).fill(-1);
  const scores = new Float32Array(queries.rows * k).fill(-Infinity);
  for (const [query, candidates] of found.entries()) {
    for (const [place, candidate] of candidates.slice(0, k).entries()) {
      rows[query * k + place] = candidate.row;
      scores[query * k + place] = candidate.score;
    }
  }
  return { queries: queries.rows, k, rows, scores };
}
