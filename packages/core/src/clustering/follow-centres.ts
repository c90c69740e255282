import * as tf from '@tensorflow/tfjs';
import type { Embeddings } from '../knn/index.ts';
import type { BlockedRows } from './blocked-rows.ts';
import { type Assigned, type CentreSearch, centreSearch } from './centre-search.ts';
import { lookAtAll } from './nearest-centre.ts';

/**
 * Brings what was found up to date with centres that moved by these distances, and says whether all distances are: only rows
 * that may have another centre now are looked at (Hamerly 2010, Making k-means even faster), in blocks that are filled up to
 * one height, as each height costs a graph. The clusters are those that `nearestCentre` would find.
 */
export async function followCentres(
  rows: BlockedRows,
  assigned: Assigned,
  centres: Embeddings,
  moved: Float64Array,
): Promise<boolean> {
  const { squares } = rows;
  const { of, own, other } = assigned;
  const farthest = moved.reduce((at, distance, c) => (distance > moved[at]! ? c : at), 0);
  const next = moved.reduce((most, distance, c) => (c === farthest ? most : Math.max(most, distance)), 0);
  const search = centreSearch(centres);
  const { offOf } = search;
  const open: number[] = [];
  for (let row = 0; row < rows.rows; row++) {
    const cluster = of[row]!;
    own[row] = own[row]! + moved[cluster]!;
    // Any other centre may have come nearer by as much as the one that moved farthest.
    other[row] = other[row]! - (cluster === farthest ? next : moved[farthest]!);
    const sure = other[row]! > 0 && own[row]! ** 2 + offOf(squares[row]!) < other[row]! ** 2;
    if (!sure) open.push(row);
  }
  const all = 2 * open.length > rows.rows;
  try {
    if (all) await lookAtAll(rows, search, assigned);
    else await lookAtSome(rows, open, search, assigned);
  } finally {
    search.dispose();
  }
  return all;
}

async function lookAtSome(
  rows: BlockedRows,
  open: readonly number[],
  search: CentreSearch,
  assigned: Assigned,
): Promise<void> {
  const { values, dimensions } = rows;
  const height = Math.min(rows.height, 4096);
  for (let from = 0; from < open.length; from += height) {
    const count = Math.min(height, open.length - from);
    const picked = new Float32Array(height * dimensions);
    for (let i = 0; i < count; i++) {
      const row = open[from + i]!;
      picked.set(values.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
    }
    const block = tf.tensor2d(picked, [height, dimensions]);
    await search.put(block, count, (i) => open[from + i]!, rows, assigned);
    block.dispose();
  }
}
