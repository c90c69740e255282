import { checkSameLength } from '../check.ts';
import type { Embeddings } from './embeddings.ts';
import { labelNumbers } from './label-numbers.ts';

/**
 * The mean embedding of each label, in the order of first appearance: `c = mean(e)`, brought to length 1 if asked (Snell
 * 2017, "Prototypical Networks"). A mean that is the zero vector stays zero.
 *
 * @throws RangeError if there is not one label a row
 */
export function centroids(
  { values, rows, dimensions }: Embeddings,
  labels: readonly string[],
  { normalize = false }: { normalize?: boolean } = {},
): { embeddings: Embeddings; labels: string[]; counts: number[] } {
  checkSameLength(labels, { length: rows }, 'centroids: labels and rows');
  const { names, of } = labelNumbers(labels);
  const counts: number[] = names.map(() => 0);
  const sums = new Float64Array(names.length * dimensions);
  for (let row = 0; row < rows; row++) {
    const label = of[row]!;
    counts[label]!++;
    for (let d = 0; d < dimensions; d++) sums[label * dimensions + d]! += values[row * dimensions + d]!;
  }
  for (const [label, count] of counts.entries()) {
    const sum = sums.subarray(label * dimensions, (label + 1) * dimensions);
    const length = normalize ? Math.hypot(...sum) : count;
    if (length > 0) for (let d = 0; d < dimensions; d++) sum[d]! /= length;
  }
  return { embeddings: { values: Float32Array.from(sums), rows: names.length, dimensions }, labels: names, counts };
}
