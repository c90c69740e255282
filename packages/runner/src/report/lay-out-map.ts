import { createRandom } from '@siamese/core';
import { UMAP } from 'umap-js';

/** Rows by their nearest rows, themselves first: those of row i are the `count` from `i * count` on. */
export type MapTask = {
  readonly rows: number;
  readonly count: number;
  readonly indices: Int32Array;
  readonly distances: Float32Array;
  readonly seed: number;
};

/** Passes over all neighbours; of many rows fewer are enough. */
const epochs = (rows: number): number => (rows > 3000 ? 200 : 300);

/** UMAP of rows whose neighbours are known, blocking: some seconds for ten thousand. Fewer than four rows lie on a line. */
export function layOutMap({ rows, count, indices, distances, seed }: MapTask): [x: number, y: number][] {
  if (rows < 4) return Array.from({ length: rows }, (_, row) => [row, 0]);
  const random = createRandom(seed, 'map');
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: count,
    minDist: 0.1,
    nEpochs: epochs(rows),
    random: () => random.float(),
  });
  const rowsOf = (values: Int32Array | Float32Array): number[][] =>
    Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * count, (row + 1) * count)));
  umap.setPrecomputedKNN(rowsOf(indices), rowsOf(distances));
  // It asks the rows themselves for nothing but how many they are.
  return umap.fit(Array.from({ length: rows }, () => [])).map(([x, y]) => [x!, y!]);
}
