import * as tf from '@tensorflow/tfjs';
import type { Within } from './candidates.ts';
import { type Embeddings, pickRows } from './embeddings.ts';
import { defaultBudget, type ScoreMatrix } from './score-blocks.ts';
import { topK } from './top-k.ts';

/** Rows whose largest score stands for them all. */
export const groupSize = 32;

/** Rows of the base and of the queries in a block: the scores of one stay in the cache. */
const [widest, tallest] = [128 * groupSize, 512];

/**
 * The same as `candidates`, for many rows: the backend answers with the largest score of every 32 rows that stand together,
 * so that a thirty-second of the scores is read; the rows of the `count` best groups are then scored once more.
 *
 * Nothing is lost: a row among the `count` best is in one of the `count` groups with the largest maxima.
 */
export async function groupedCandidates(
  queries: Embeddings,
  base: Embeddings,
  { count, matrix, skip, budget = defaultBudget }: Within,
): Promise<Int32Array[]> {
  const best = Array.from({ length: queries.rows }, () => topK(count));
  const height = Math.max(1, Math.min(tallest, queries.rows, Math.floor(budget / (8 * widest))));
  const all = tf.tensor2d(queries.values, [queries.rows, queries.dimensions]);
  try {
    for (const { from, rows, size } of groupedBlocks(base.rows)) {
      const part = tf.tensor2d(base.values.slice(from * base.dimensions, (from + rows) * base.dimensions), [
        rows,
        base.dimensions,
      ]);
      for (let top = 0; top < queries.rows; top += height) {
        const tall = Math.min(height, queries.rows - top);
        const largest = tf.tidy(() => {
          const scores = matrix(tf.slice2d(all, [top, 0], [tall, queries.dimensions]), part);
          return tf.max(tf.reshape(scores, [tall, rows / size, size]), 2);
        });
        const maxima = (await largest.data()) as Float32Array;
        largest.dispose();
        offerGroups(best, maxima, { top, tall, first: from / groupSize });
      }
      part.dispose();
    }
  } finally {
    all.dispose();
  }
  const found: Int32Array[] = [];
  for (const [query, { keys }] of best.entries()) {
    found.push(
      await bestOfGroups(pickRows(queries, [query]), base, keys, { count, matrix, skipped: skip?.[query] ?? -1 }),
    );
  }
  return found;
}

/** The base in blocks of whole groups, and the rest as a group of its own. */
function* groupedBlocks(rows: number): Generator<{ from: number; rows: number; size: number }> {
  const whole = rows - (rows % groupSize);
  for (let from = 0; from < whole; from += widest) {
    yield { from, rows: Math.min(widest, whole - from), size: groupSize };
  }
  if (whole < rows) yield { from: whole, rows: rows - whole, size: rows - whole };
}

function offerGroups(
  best: readonly ReturnType<typeof topK>[],
  maxima: Float32Array,
  { top, tall, first }: { top: number; tall: number; first: number },
): void {
  const groups = maxima.length / tall;
  for (let i = 0; i < tall; i++) {
    const list = best[top + i]!;
    const last = list.scores.length - 1;
    let least = list.scores[last]!;
    for (let g = 0, at = i * groups; g < groups; g++, at++) {
      if (maxima[at]! <= least) continue;
      list.offer(first + g, maxima[at]!);
      least = list.scores[last]!;
    }
  }
}

/** The best rows of a query's groups. Missing groups and rows past the end are scored as row 0 and left out. */
async function bestOfGroups(
  query: Embeddings,
  base: Embeddings,
  groups: Int32Array,
  { count, matrix, skipped }: { count: number; matrix: ScoreMatrix; skipped: number },
): Promise<Int32Array> {
  const rows = new Int32Array(groups.length * groupSize).fill(-1);
  // In the order of the base, so that among equals the first row stays first.
  for (const [place, group] of groups.toSorted().entries()) {
    if (group < 0) continue;
    for (let i = 0; i < groupSize; i++) {
      const row = group * groupSize + i;
      if (row < base.rows && row !== skipped) rows[place * groupSize + i] = row;
    }
  }
  const picked = pickRows(
    base,
    rows.map((row) => Math.max(0, row)),
  );
  const values = tf.tidy(() =>
    matrix(
      tf.tensor2d(query.values, [1, query.dimensions]),
      tf.tensor2d(picked.values, [picked.rows, picked.dimensions]),
    ),
  );
  const scores = (await values.data()) as Float32Array;
  values.dispose();
  const list = topK(count);
  for (const [i, row] of rows.entries()) if (row >= 0) list.offer(row, scores[i]!);
  return list.keys;
}
