import { nearest, type Distance, type Embeddings } from '@siamese/core';

/** For each query the row of the base that is nearest. */
export async function nearestOf(queries: Embeddings, base: Embeddings, distance: Distance): Promise<number[]> {
  const { rows } = await nearest(queries, base, { distance, k: 1 });
  return Array.from(rows);
}
