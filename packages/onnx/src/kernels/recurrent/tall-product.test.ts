import { blocks } from './tall-product.ts';

test.each([
  ['a few rows', 64, 512, 1],
  ['rows that fit into the cache', 1024, 1000, 1],
  ['65 steps of 64 items', 4160, 512, 4],
  ['a prime number of rows', 4159, 512, 1],
  ['many rows', 65_536, 256, 64],
])('%s of %d and %d numbers are cut into %d blocks', (_, rows, width, expected) => {
  expect(blocks(rows, width)).toBe(expected);
});
