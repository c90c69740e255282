import {
  checkFinite,
  checkInRange,
  checkNonNegativeInteger,
  checkOneOf,
  checkPositive,
  checkPositiveInteger,
  checkSameLength,
  checkSeed,
  shown,
} from './check.ts';

test.each<[string, () => void, typeof TypeError | typeof RangeError, string]>([
  ['text for a number', () => checkFinite('1', 'f: x'), TypeError, "f: x must be a number, got '1'"],
  ['NaN', () => checkFinite(NaN, 'f: x'), RangeError, 'f: x must be a finite number, got NaN'],
  [
    'nothing',
    () => checkPositiveInteger(undefined, 'f: x'),
    TypeError,
    'f: x must be a positive integer, got undefined',
  ],
  ['0', () => checkPositiveInteger(0, 'f: x'), RangeError, 'f: x must be a positive integer, got 0'],
  ['1.5', () => checkNonNegativeInteger(1.5, 'f: x'), RangeError, 'f: x must be a non-negative integer, got 1.5'],
  ['too large', () => checkSeed(1e30, 'f: x'), RangeError, 'f: x must be an integer, got 1e+30'],
  ['above', () => checkInRange(2, 0, 1, 'f: x'), RangeError, 'f: x must be between 0 and 1, got 2'],
  ['below', () => checkInRange(-1, 0, Infinity, 'f: x'), RangeError, 'f: x must be 0 or more, got -1'],
  ['above at most', () => checkInRange(2, -Infinity, 1, 'f: x'), RangeError, 'f: x must be 1 or less, got 2'],
  ['NaN in a range', () => checkInRange(NaN, 0, 1, 'f: x'), RangeError, 'f: x must be between 0 and 1, got NaN'],
  ['an array', () => checkInRange([1], 0, 1, 'f: x'), TypeError, 'got an array of 1'],
  ['not above 0', () => checkPositive(0, 'f: x'), RangeError, 'f: x must be above 0, got 0'],
  [
    'two lengths',
    () => checkSameLength([1], [], 'f: a and b'),
    RangeError,
    'f: a and b must have one length, got 1 and 0',
  ],
  ['no such name', () => checkOneOf('c', ['a', 'b'], 'f: x'), RangeError, "f: x must be one of 'a', 'b', got 'c'"],
])('%s', (_, check, type, message) => {
  expect(check).toThrow(type);
  expect(check).toThrow(message);
});

test('what is right passes', () => {
  checkFinite(-1, 'x');
  checkPositiveInteger(1, 'x');
  checkNonNegativeInteger(0, 'x');
  checkSeed(-5, 'x');
  checkInRange(1, 0, 1, 'x');
  checkPositive(0.1, 'x');
  checkSameLength([1], 'a' as unknown as ArrayLike<unknown>, 'x');
  expect(() => checkOneOf('a', ['a'], 'x')).not.toThrow();
});

test('values are shown short', () => {
  expect([shown('a'), shown(null), shown({}), shown(Math.max), shown(new Float32Array(3)), shown(true)]).toEqual([
    "'a'",
    'null',
    'an object',
    'a function',
    'a Float32Array of 3',
    'true',
  ]);
  expect(shown('x'.repeat(100))).toHaveLength(62);
});
