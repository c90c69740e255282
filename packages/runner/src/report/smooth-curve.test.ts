import { smoothCurve } from './smooth-curve.ts';
import type { Point } from './thin-curve.ts';

test('the mean of two points on either side where there are 200, fewer at the ends', () => {
  const points = Array.from({ length: 200 }, (_, i): Point => [10 * i, i * i]);
  const smooth = smoothCurve(points);
  expect(smooth[100]).toEqual([1000, (98 ** 2 + 99 ** 2 + 100 ** 2 + 101 ** 2 + 102 ** 2) / 5]);
  expect(smooth[0]).toEqual([0, (0 + 1 + 4) / 3]);
  expect(smooth[199]).toEqual([1990, (197 ** 2 + 198 ** 2 + 199 ** 2) / 3]);
});

test('few points stay as they are', () => {
  expect(
    smoothCurve([
      [0, 4],
      [1, 2],
    ]),
  ).toEqual([
    [0, 4],
    [1, 2],
  ]);
});
