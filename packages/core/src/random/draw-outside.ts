import { hashPath } from './hash.ts';

/** Ranges of places with a hole each: `choices` places from `begin` on, those from `hole` on being `length` further. */
export type HoledRanges = {
  readonly begin: Int32Array;
  readonly choices: Int32Array;
  readonly hole: Int32Array;
  readonly length: Int32Array;
};

/** Ranges to be filled in, `count` of them. */
export function holedRanges(count: number): HoledRanges {
  const numbers = () => new Int32Array(count);
  return { begin: numbers(), choices: numbers(), hole: numbers(), length: numbers() };
}

/**
 * An element of `of` from each of the first `into.length` ranges, outside its hole, each place equally likely.
 *
 * All in one loop, so that the arithmetic is done while elements are on their way from memory: the numbers are of sfc32
 * (Doty-Humphrey, PractRand), for which 32-bit integers are enough, and whether a place lies before the hole is told by
 * arithmetic, not by a branch that nothing foretells.
 */
export function drawOutside(
  { begin, choices, hole, length }: HoledRanges,
  of: Int32Array,
  into: number[],
  seed: number,
  ...path: readonly (string | number)[]
): void {
  const state = hashPath(seed, ['drawOutside', ...path]);
  let a = state[0] | 0;
  let b = state[1] | 0;
  let c = state[2] | 0;
  let counter = state[3] | 0;
  for (let i = 0; i < into.length; i++) {
    const bound = choices[i]!;
    let drawn: number;
    let multiple: number;
    do {
      const word = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      multiple = Math.imul(((word >>> 0) / bound) >>> 0, bound);
      drawn = (word - multiple) | 0;
      // In the last, incomplete multiple of the bound: once more.
    } while (multiple >>> 0 > -bound >>> 0);
    const place = begin[i]! + drawn;
    into[i] = of[place + (length[i]! & ~((place - hole[i]!) >> 31))]!;
  }
}
