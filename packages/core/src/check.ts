/** How a value is shown in an error message: short, and strings in quotes. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `'${value.slice(0, 57)}...'` : `'${value}'`;
  if (typeof value === 'function') return `a function`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${(value as Uint8Array).length}`;
  if (typeof value === 'object' && value !== null) return `an object`;
  return String(value);
}

/**
 * Throws unless `value` is a number that is not NaN.
 *
 * @param where what is checked, as it appears in the message: `'contrastive: margin'`
 * @throws TypeError if it is no number, RangeError if it is NaN or infinite
 */
export function checkFinite(value: unknown, where: string): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${where} must be a number, got ${shown(value)}`);
  if (!Number.isFinite(value)) throw new RangeError(`${where} must be a finite number, got ${value}`);
}

/**
 * Throws unless `value` is an integer, 1 or more.
 *
 * @throws TypeError if it is no number, RangeError if it is not a positive integer
 */
export function checkPositiveInteger(value: unknown, where: string): asserts value is number {
  checkInteger(value, where, 1, 'a positive integer');
}

/**
 * Throws unless `value` is an integer, 0 or more.
 *
 * @throws TypeError if it is no number, RangeError if it is negative or not an integer
 */
export function checkNonNegativeInteger(value: unknown, where: string): asserts value is number {
  checkInteger(value, where, 0, 'a non-negative integer');
}

/**
 * Throws unless `value` is a seed: any integer that a number holds exactly.
 *
 * @throws TypeError if it is no number, RangeError if it is not an integer between -2^53 and 2^53
 */
export function checkSeed(value: unknown, where: string): asserts value is number {
  checkInteger(value, where, -Number.MAX_SAFE_INTEGER, 'an integer');
}

function checkInteger(value: unknown, where: string, least: number, expected: string): void {
  if (typeof value !== 'number') throw new TypeError(`${where} must be ${expected}, got ${shown(value)}`);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${where} must be ${expected}, got ${value}`);
  }
}

/**
 * Throws unless `low <= value <= high`.
 *
 * @throws TypeError if it is no number, RangeError if it is outside (or NaN)
 */
export function checkInRange(value: unknown, low: number, high: number, where: string): asserts value is number {
  const range =
    high === Infinity ? `${low} or more` : low === -Infinity ? `${high} or less` : `between ${low} and ${high}`;
  if (typeof value !== 'number') throw new TypeError(`${where} must be a number ${range}, got ${shown(value)}`);
  if (!(value >= low && value <= high)) throw new RangeError(`${where} must be ${range}, got ${value}`);
}

/**
 * Throws unless `value` is a finite number above 0.
 *
 * @throws TypeError if it is no number, RangeError if it is 0, negative, NaN or infinite
 */
export function checkPositive(value: unknown, where: string): asserts value is number {
  checkFinite(value, where);
  if (value <= 0) throw new RangeError(`${where} must be above 0, got ${value}`);
}

/**
 * Throws unless both have the same length.
 *
 * @param where the function and both names: `'verification: scores and same'`
 * @throws RangeError naming both lengths
 */
export function checkSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, where: string): void {
  if (a.length !== b.length) throw new RangeError(`${where} must have one length, got ${a.length} and ${b.length}`);
}

/**
 * Throws unless `value` is one of the names given.
 *
 * @throws RangeError listing the known names
 */
export function checkOneOf<T extends string>(value: unknown, known: readonly T[], where: string): asserts value is T {
  if (!known.includes(value as T)) {
    throw new RangeError(`${where} must be one of ${known.map((name) => `'${name}'`).join(', ')}, got ${shown(value)}`);
  }
}
