import type { LogScale } from './front-end.ts';

const double = new DataView(new ArrayBuffer(8));

/** The upper half of the square root of 1/2: what is divided by its power of two lies between that and the root of 2. */
const root = 0x3fe6a09e;

/**
 * The natural logarithm of a positive normal number, to the last bit the same in every engine and in `frames.wat`, which
 * `Math.log` is not; within 1e-15 of it, relative to the larger of it and 1.
 *
 * `x = m 2^k`, `ln x = k ln 2 + 2 (s + s^3 / 3 + s^5 / 5 + ...)`, `s = (m - 1) / (m + 1)`, which is 0.172 at most
 */
export function naturalLog(x: number): number {
  double.setFloat64(0, x);
  const high = double.getInt32(0);
  const k = (high - root) >> 20;
  double.setInt32(0, high - (k << 20));
  const m = double.getFloat64(0);
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum = 1 / 19;
  for (let n = 17; n > 0; n -= 2) sum = sum * z + 1 / n;
  return k * Math.LN2 + (s + s) * sum;
}

/** What natural logarithms are multiplied with. */
export const logFactor = ({ base }: LogScale): number => (base === 'e' ? 1 : Math.LOG10E);

/** The logarithm of a front end of a value: `log(max(value, floor) + added)`. */
export function logOf(o: LogScale): (value: number) => number {
  const { floor, added } = o;
  const factor = logFactor(o);
  return (value) => naturalLog((value > floor ? value : floor) + added) * factor;
}
