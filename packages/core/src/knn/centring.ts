import { checkSameLength } from '../check.ts';
import type { Embeddings } from './embeddings.ts';

/**
 * The mean of all rows, `[dimensions]`: what `centred` subtracts.
 *
 * @throws RangeError if there is no row
 */
export function meanRow({ values, rows, dimensions }: Embeddings): Float32Array {
  if (rows === 0) throw new RangeError('meanRow: embeddings must hold at least one row, got none');
  const sums = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) sums[i % dimensions]! += values[i]!;
  return Float32Array.from(sums, (sum) => sum / rows);
}

/**
 * Rows with a mean subtracted and brought to length 1 again: `(e - m) / |e - m|`. A row that is the mean becomes 0.
 *
 * What all embeddings have in common says nothing about who is who; without it a nearest centroid is often better,
 * above all for classes that were not trained on.
 *
 * Reference: Wang 2019, "SimpleShot: Revisiting Nearest-Neighbor Classification for Few-Shot Learning" (CL2N).
 *
 * @throws RangeError if the mean is of another length
 */
export function centred({ values, rows, dimensions }: Embeddings, mean: Float32Array): Embeddings {
  checkSameLength(mean, { length: dimensions }, 'centred: mean and rows');
  const result = values.map((value, i) => value - mean[i % dimensions]!);
  for (let from = 0; from < result.length; from += dimensions) {
    let square = 0;
    for (let i = from; i < from + dimensions; i++) square += result[i]! ** 2;
    if (square > 0) for (let i = from; i < from + dimensions; i++) result[i]! /= Math.sqrt(square);
  }
  return { values: result, rows, dimensions };
}
