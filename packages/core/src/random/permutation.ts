import { checkPositiveInteger, checkSeed } from '../check.ts';
import { hashPath, mix32 } from './hash.ts';
import { createRandom, shuffled } from './generator.ts';

const rounds = 12;
const small = 32;

/**
 * A random order of `0 .. n - 1` that is computed, not stored: `order(position)` costs the same for any position and n.
 *
 * A Feistel network over `a x b >= n` (Black and Rogaway, Ciphers with arbitrary finite domains, 2002): positions that
 * leave the range are walked on until they come back. Up to 32 elements the order is a table, where every order is
 * equally likely; beyond, it is a pseudo-random one among 2^128.
 *
 * @throws RangeError unless n is a positive integer up to 2^50 and the position is in range
 */
export function permutation(
  n: number,
  seed: number,
  ...path: readonly (string | number)[]
): (position: number) => number {
  checkPositiveInteger(n, 'permutation: n');
  if (n > 2 ** 50) throw new RangeError(`permutation: n must be at most 2^50, got ${n}`);
  checkSeed(seed, 'permutation: seed');
  const order = n <= small ? table(n, seed, path) : network(n, seed, path);
  return (position) => {
    if (!(position >= 0 && position < n)) {
      throw new RangeError(`permutation: position must be between 0 and ${n - 1}, got ${position}`);
    }
    return order(position);
  };
}

function table(n: number, seed: number, path: readonly (string | number)[]): (position: number) => number {
  const order = shuffled(
    Array.from({ length: n }, (_, index) => index),
    createRandom(seed, 'permutation', ...path),
  );
  return (position) => order[position]!;
}

function network(n: number, seed: number, path: readonly (string | number)[]): (position: number) => number {
  const a = Math.ceil(Math.sqrt(n));
  const b = Math.ceil(n / a);
  const [k0, k1, k2, k3] = hashPath(seed, ['permutation', ...path]);
  const keys = Int32Array.from({ length: rounds }, (_, round) => {
    const pick = [k0, k1, k2, k3][round % 4]!;
    return mix32(pick + Math.imul(round + 1, 0x9e3779b1));
  });
  // Both halves are below 2^25.1 and both moduli too: marked as integers, or JavaScript divides them as floats.
  const [even, odd] = [a | 0, b | 0];
  const encipher = (position: number): number => {
    let left = (position % a) | 0;
    let right = Math.floor(position / a) | 0;
    for (let round = 0; round < rounds; round += 2) {
      left = added(left, right ^ keys[round]!, even);
      right = added(right, left ^ keys[round + 1]!, odd);
    }
    return left + a * right;
  };
  return (position) => {
    let at = encipher(position);
    while (at >= n) at = encipher(at);
    return at;
  };
}

/** `(sum + a hash of word) % modulus`, for a sum below the modulus, in 32 bits throughout. */
function added(sum: number, word: number, modulus: number): number {
  const next = (sum + (((mix32(word) >>> 0) % (modulus >>> 0)) | 0)) | 0;
  return next >= modulus ? (next - modulus) | 0 : next;
}
