import { createRandom } from '../random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/**
 * The k largest eigenvalues of a symmetric matrix and their vectors, largest first, from its products with vectors alone.
 *
 * Blocks of k + 8 vectors, multiplied and made orthogonal until the k values stand still (subspace iteration with
 * Rayleigh-Ritz and, against eigenvalues that lie close together, Chebyshev polynomials of the matrix): an eigenvalue that
 * occurs several times is found as often, which Lanczos does not do. Eigenvalues must lie in [-1, 1].
 *
 * @see Zhou, Saad 2007, A Chebyshev-Davidson algorithm for large symmetric eigenproblems
 */
export function largestEigenpairs(
  n: number,
  k: number,
  seed: number,
  times: (x: Float64Array) => Float64Array,
): { values: Float64Array; vectors: Float64Array[] } {
  const width = Math.min(n, k + 8);
  const random = createRandom(seed, 'eigenpairs');
  let block: Float64Array[] = Array.from({ length: width }, () =>
    Float64Array.from({ length: n }, () => random.normal()),
  );
  orthonormalize(block);
  let values: Float64Array = new Float64Array(width);
  for (let round = 0; round < 100; round++) {
    // Damp [-1, bound]: what lies above grows, the more the farther above.
    const bound = round === 0 ? 0 : Math.min(values[width - 1]!, 0.999_999);
    block = block.map((x) => chebyshev(x, 20, -1, Math.max(bound, -0.9), times));
    orthonormalize(block);
    const products = block.map(times);
    const small = block.map((x) => Float64Array.from(products, (y) => inner(x, y)));
    const { values: next, vectors } = symmetricEigen(small);
    block = vectors.map((weights) => combined(block, weights));
    const moved = next.slice(0, k).reduce((most, value, i) => Math.max(most, Math.abs(value - values[i]!)), 0);
    values = next;
    if (round > 0 && moved < 1e-12) break;
  }
  return { values: values.slice(0, k), vectors: block.slice(0, k) };
}

/** `T_m((2 A - a - b) / (b - a)) x`. */
function chebyshev(
  x: Float64Array,
  degree: number,
  low: number,
  high: number,
  times: (x: Float64Array) => Float64Array,
): Float64Array {
  const [half, middle] = [(high - low) / 2, (high + low) / 2];
  const scaled = (v: Float64Array): Float64Array => times(v).map((value, i) => (value - middle * v[i]!) / half);
  let before = x;
  let now = scaled(x);
  for (let m = 2; m <= degree; m++) {
    const next = scaled(now).map((value, i) => 2 * value - before[i]!);
    // Only the direction matters, and it would overflow.
    const size = Math.sqrt(inner(next, next));
    before = now.map((value) => value / size);
    now = next.map((value) => value / size);
  }
  return now;
}

/** Gram-Schmidt, twice; a vector that vanishes is left zero. */
function orthonormalize(block: Float64Array[]): void {
  for (const [i, x] of block.entries()) {
    for (let pass = 0; pass < 2; pass++) {
      for (const y of block.slice(0, i)) {
        const along = inner(x, y);
        for (let d = 0; d < x.length; d++) x[d]! -= along * y[d]!;
      }
    }
    const size = Math.sqrt(inner(x, x));
    for (let d = 0; d < x.length; d++) x[d] = size > 1e-300 ? x[d]! / size : 0;
  }
}

function inner(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

function combined(block: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(block[0]!.length);
  for (const [i, x] of block.entries()) for (let d = 0; d < sum.length; d++) sum[d]! += weights[i]! * x[d]!;
  return sum;
}
