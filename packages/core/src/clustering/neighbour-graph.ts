import type { Distance } from '../distances/index.ts';
import { type Embeddings, nearest } from '../knn/index.ts';

/** The nearest rows of each row: those of row i are `rows.subarray(i * k, (i + 1) * k)`, without i itself. */
export type NeighbourGraph = { k: number; rows: Int32Array };

/** Each row's k nearest other rows, fewer where there are fewer. */
export async function neighbourGraph(
  embeddings: Embeddings,
  o: { k: number; distance: Distance; budget?: number | undefined },
): Promise<NeighbourGraph> {
  const skip = Int32Array.from({ length: embeddings.rows }, (_, row) => row);
  const k = Math.min(o.k, embeddings.rows - 1);
  if (k < 1) return { k: 0, rows: new Int32Array(0) };
  const found = await nearest(embeddings, embeddings, { ...o, k, skip });
  return { k, rows: found.rows };
}
