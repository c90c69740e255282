import type { Point } from './thin-curve.ts';

/** A centred moving average over about a fiftieth of the points (the same number on both sides, fewer at the ends). */
export function smoothCurve(points: readonly Point[]): Point[] {
  const reach = Math.floor(points.length / 100);
  const sums = [0];
  for (const [, y] of points) sums.push(sums.at(-1)! + y);
  return points.map(([x], i) => {
    const side = Math.min(reach, i, points.length - 1 - i);
    return [x, (sums[i + side + 1]! - sums[i - side]!) / (2 * side + 1)];
  });
}
