import type { Embeddings } from '../knn/index.ts';
import type { KMeans } from './k-means.ts';

/**
 * `mean (b - a) / max(a, b)`, with a the Euclidean distance of a row from its own centre and b from the nearest other; 0
 * for a row where both are 0.
 */
export function simplifiedSilhouette({ values, rows, dimensions }: Embeddings, { of, centres }: KMeans): number {
  let total = 0;
  for (let row = 0; row < rows; row++) {
    let own = 0;
    let other = Infinity;
    for (let c = 0; c < centres.rows; c++) {
      let squared = 0;
      for (let d = 0; d < dimensions; d++) {
        squared += (values[row * dimensions + d]! - centres.values[c * dimensions + d]!) ** 2;
      }
      if (c === of[row]) own = Math.sqrt(squared);
      else other = Math.min(other, Math.sqrt(squared));
    }
    const larger = Math.max(own, other);
    total += larger > 0 ? (other - own) / larger : 0;
  }
  return total / rows;
}
