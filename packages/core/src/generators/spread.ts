import { permutation } from '../random.ts';
import { latest } from './latest.ts';

/** Draws of distinct elements, evenly: see `spread`. */
export type Spread = {
  /** The elements of a draw, all distinct. */
  draw(number: number): number[];
  /** How often an element of a draw had been drawn before, given its place in the draw. */
  visit(number: number, place: number): number;
};

/**
 * Draws of `count` distinct elements of `0 .. n - 1`, such that after any number of draws each element has come up as
 * often as any other, give or take one; any draw can be asked for at once.
 *
 * The draws cut a row of random orders of all n into pieces of `count`. A piece that lies across two orders must not
 * hold an element twice: the end of one order and the start of the next are taken from two disjoint halves. Where
 * n < 2 count there is no room for halves; there the pieces go round one order until they end where they began, and
 * then a new one is used.
 */
export function spread(n: number, count: number, seed: number, ...path: readonly (string | number)[]): Spread {
  const visit = (number: number, place: number) => Math.floor((number * count + place) / n);
  const element = n >= 2 * count ? halved(n, count, seed, path) : cyclic(n, count, seed, path);
  return {
    draw: (number) => Array.from({ length: count }, (_, place) => element(number * count + place)),
    visit,
  };
}

function cyclic(n: number, count: number, seed: number, path: readonly (string | number)[]): (slot: number) => number {
  const period = n * (count / greatestCommonDivisor(n, count));
  const orders = latest((cycle) => permutation(n, seed, ...path, 'cycle', cycle));
  return (slot) => orders(Math.floor(slot / period))(slot % n);
}

function halved(n: number, count: number, seed: number, path: readonly (string | number)[]): (slot: number) => number {
  const halves = permutation(n, seed, ...path, 'halves');
  const front = Math.ceil(n / 2);
  const orders = latest((round) => {
    // The slots of this order before its first whole piece, and after its last.
    const head = (count - ((round * n) % count)) % count;
    const tail = ((round + 1) * n) % count;
    const a = permutation(front, seed, ...path, 'front', round);
    const b = permutation(n - front, seed, ...path, 'back', round);
    const middle = n - head - tail;
    const m = middle > 0 ? permutation(middle, seed, ...path, 'middle', round) : (at: number) => at;
    return (at: number): number => {
      if (at < head) return halves(a(at));
      if (at >= n - tail) return halves(front + b(at - (n - tail)));
      const rest = m(at - head);
      return halves(rest < front - head ? a(head + rest) : front + b(tail + rest - (front - head)));
    };
  });
  return (slot) => orders(Math.floor(slot / n))(slot % n);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
