import { createRandom } from '@siamese/core';
import { UMAP } from 'umap-js';
import { nearestNeighbours } from './nearest-neighbours.ts';

export type MapTask = {
  readonly values: Float32Array;
  readonly rows: number;
  readonly dimensions: number;
  readonly seed: number;
  readonly neighbours: number;
};

/** UMAP of finite rows, blocking: about a second for each 300 rows. Fewer than four rows lie on a line. */
export function layOutMap({ values, rows, dimensions, seed, neighbours }: MapTask): [x: number, y: number][] {
  if (rows < 4) return Array.from({ length: rows }, (_, row) => [row, 0]);
  const random = createRandom(seed, 'map');
  const nNeighbors = Math.min(neighbours, rows - 1);
  const umap = new UMAP({ nComponents: 2, nNeighbors, minDist: 0.1, nEpochs: 300, random: () => random.float() });
  const nearest = nearestNeighbours(values, rows, dimensions, nNeighbors);
  umap.setPrecomputedKNN(nearest.indices, nearest.distances);
  const vectors = Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * dimensions, (row + 1) * dimensions)),
  );
  return umap.fit(vectors).map(([x, y]) => [x!, y!]);
}
