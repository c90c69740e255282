import type { Random } from '../random.ts';

/**
 * A matrix `[rows, columns]` whose rows (columns, where these are fewer) have length 1 and are at right angles to each
 * other, drawn evenly from all such: normal numbers, made orthogonal one after another.
 *
 * Reference: Saxe, McClelland and Ganguli 2013, "Exact solutions to the nonlinear dynamics of learning in deep linear
 * neural networks".
 */
export function orthogonal([rows, columns]: readonly [number, number], random: Random): Float32Array {
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const vectors = Float64Array.from({ length: count * length }, () => random.normal());
  for (let start = 0; start < vectors.length; start += length) {
    // What is left of a vector is taken anew for each of those before it, which keeps rounding errors small.
    for (let other = 0; other < start; other += length) {
      const along = product(vectors, start, other, length);
      for (let k = 0; k < length; k++) vectors[start + k]! -= along * vectors[other + k]!;
    }
    const size = Math.sqrt(product(vectors, start, start, length));
    for (let k = 0; k < length; k++) vectors[start + k]! /= size;
  }
  if (rows <= columns) return Float32Array.from(vectors);
  return Float32Array.from(vectors, (_, at) => vectors[(at % columns) * rows + Math.floor(at / columns)]!);
}

/** The inner product of the vectors that begin at a and b. */
function product(vectors: Float64Array, a: number, b: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += vectors[a + k]! * vectors[b + k]!;
  return sum;
}
