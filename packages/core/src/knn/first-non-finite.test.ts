import { firstNonFinite } from './first-non-finite.ts';

test.each([
  [[], -1],
  [[0, -0, 1e-45, -3.4e38], -1],
  [[1, Number.NaN, Infinity], 1],
  [[-Infinity], 0],
  [[Infinity, -Infinity], 0],
])('of %j it is at %d', (values, place) => {
  expect(firstNonFinite(Float32Array.from(values))).toBe(place);
});
