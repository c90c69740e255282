import type { Point } from './thin-curve.ts';
import { thinCurve } from './thin-curve.ts';

const curve = (length: number, y: (i: number) => number): Point[] => Array.from({ length }, (_, i) => [i, y(i)]);

test('a short curve stays as it is', () => {
  expect(thinCurve(curve(500, Math.sin))).toEqual(curve(500, Math.sin));
  expect(thinCurve([])).toEqual([]);
});

test.each([501, 997, 100_000])('of %i points 500 stay, in order, none twice, the ends among them', (length) => {
  const thin = thinCurve(curve(length, (i) => Math.exp((-10 * i) / length)));
  expect(thin).toHaveLength(500);
  expect(thin[0]![0]).toBe(0);
  expect(thin.at(-1)![0]).toBe(length - 1);
  for (let i = 1; i < thin.length; i++) expect(thin[i]![0]).toBeGreaterThan(thin[i - 1]![0]);
});

test('a steep part keeps its points: half of them where the curve does half of its way', () => {
  // Falls from 1 to 0 in the first hundredth, and then stays: half of the drawn length each.
  const thin = thinCurve(curve(100_000, (i) => Math.max(0, 1 - i / 1000)));
  const steep = thin.filter(([x]) => x < 1000).length;
  expect(steep).toBeGreaterThan(230);
  expect(steep).toBeLessThan(270);
});

test('a curve of one place, and one with a point far from all others', () => {
  const same = thinCurve(curve(1000, () => 0).map((): Point => [3, 3]));
  expect(same).toHaveLength(500);
  const spike = thinCurve(curve(10_000, (i) => (i === 9_998 ? 1e9 : 0)));
  expect(spike).toHaveLength(500);
  expect(spike.at(-1)).toEqual([9999, 0]);
});

test('points that are not finite are left out', () => {
  expect(
    thinCurve([
      [0, NaN],
      [1, 2],
      [Infinity, 0],
      [2, 3],
    ]),
  ).toEqual([
    [1, 2],
    [2, 3],
  ]);
});
