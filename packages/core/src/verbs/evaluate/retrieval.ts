import type { Distance } from '../../distances/index.ts';
import { type Embeddings, scoreBlocks, scoreMatrixOf } from '../../knn/index.ts';
import { nthLargest } from './nth-largest.ts';
import type { Outcomes } from './outcomes.ts';

/**
 * Each item asks for the others of its class: whether the nearest is one (recall at 1), and the mean average precision at R
 * (Musgrave 2020): `1 / R sum_{i <= R} precision(i) relevant(i)`, R the number of others of its class.
 *
 * Items that are alone in their class ask nothing; undefined if all are.
 */
export async function retrieval(
  { embeddings, labels }: { embeddings: Embeddings; labels: Int32Array },
  distance: Distance,
): Promise<{ recallAt1: Outcomes; mapAtR: Outcomes } | undefined> {
  const counts: number[] = [];
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const clusters: number[] = [];
  const first: number[] = [];
  const precision: number[] = [];
  let stripe = new Float32Array(0);
  for await (const block of scoreBlocks(embeddings, embeddings, scoreMatrixOf(distance))) {
    const { top, rows, left, columns, scores } = block;
    if (left === 0) stripe = new Float32Array(rows * embeddings.rows);
    for (let i = 0; i < rows; i++) {
      stripe.set(scores.subarray(i * columns, (i + 1) * columns), i * embeddings.rows + left);
    }
    if (left + columns < embeddings.rows) continue;
    for (let i = 0; i < rows; i++) {
      const label = labels[top + i]!;
      const wanted = counts[label]! - 1;
      if (wanted === 0) continue;
      const row = stripe.subarray(i * embeddings.rows, (i + 1) * embeddings.rows);
      row[top + i] = -Infinity;
      const ranked = firstOf(row, wanted);
      clusters.push(label);
      first.push(labels[ranked[0]!] === label ? 1 : 0);
      precision.push(averagePrecision(ranked, (item) => labels[item] === label));
    }
  }
  if (clusters.length === 0) return undefined;
  return { recallAt1: { values: first, clusters }, mapAtR: { values: precision, clusters } };
}

function averagePrecision(ranked: Int32Array, relevant: (item: number) => boolean): number {
  let hits = 0;
  let sum = 0;
  for (const [rank, item] of ranked.entries()) if (relevant(item)) sum += ++hits / (rank + 1);
  return sum / ranked.length;
}

/** The `count` items of the highest scores, best first; among equal ones the earlier item. */
function firstOf(scores: Float32Array, count: number): Int32Array {
  const last = nthLargest(scores.slice(), count);
  const items: number[] = [];
  for (let item = 0; item < scores.length; item++) if (scores[item]! >= last) items.push(item);
  items.sort((a, b) => scores[b]! - scores[a]! || a - b);
  return Int32Array.from(items.slice(0, count));
}
