import type { Point } from './thin-curve.ts';

/** A centred moving average over about a fiftieth of the points (fewer at the ends). */
export function smoothCurve(points: readonly Point[]): Point[] {
  const reach = Math.floor(points.length / 100);
  const sums = [0];
  for (const [, y] of points) sums.push(sums.at(-1)! + y);
  return points.map(([x], i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(points.length, i + reach + 1);
    return [x, (sums[to]! - sums[from]!) / (to - from)];
  });
}
