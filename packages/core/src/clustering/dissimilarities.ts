import type { Distance } from '../distances/index.ts';
import type { Embeddings } from '../knn/index.ts';
import { eachTwo } from './each-two.ts';

/** How many rows a whole matrix of their distances may have unless said otherwise: 1.6 GB of floats. */
export const mostRows = 20_000;

/**
 * Dissimilarities of every two rows, `[n, n]` row by row: the distance, or minus the similarity, 0 on the diagonal where
 * it is a distance.
 *
 * @throws RangeError if there are more rows than `mostRows`
 */
export async function dissimilarities(
  embeddings: Embeddings,
  distance: Distance,
  where: string,
): Promise<Float32Array> {
  const { rows } = embeddings;
  if (rows > mostRows) {
    throw new RangeError(
      `${where}: embeddings must be at most ${mostRows} rows, got ${rows}: reduce them first, for example to the centres of kMeans`,
    );
  }
  const all = new Float32Array(rows * rows);
  await eachTwo(embeddings, { distance }, (row, other, score) => {
    all[row * rows + other] = -score;
    all[other * rows + row] = -score;
  });
  return all;
}
