/**
 * Throws unless `low <= value <= high`.
 *
 * @param where the function and the argument: `'affine: rotate'`
 * @throws TypeError if it is no number, RangeError if it is outside (or NaN)
 */
export function checkOption(value: unknown, low: number, high: number, where: string): void {
  const range = high === Infinity ? `${low} or more` : `between ${low} and ${high}`;
  if (typeof value !== 'number') throw new TypeError(`${where} must be a number ${range}, got ${typeof value}`);
  if (!(value >= low && value <= high)) throw new RangeError(`${where} must be ${range}, got ${value}`);
}

/**
 * Throws unless `value` is an integer, 1 or more.
 *
 * @throws TypeError if it is no number, RangeError if it is not a positive integer
 */
export function checkCount(value: unknown, where: string): void {
  if (typeof value !== 'number') throw new TypeError(`${where} must be a positive integer, got ${typeof value}`);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`${where} must be a positive integer, got ${value}`);
  }
}
