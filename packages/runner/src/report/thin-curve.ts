export type Point = readonly [x: number, y: number];

/**
 * At most `most` points of a curve, spread evenly along its drawn length (both axes scaled to 0..1), so that steep and
 * flat parts keep their shape. The first and the last point are kept; points that are not finite are left out.
 */
export function thinCurve(points: readonly Point[], most = 500): Point[] {
  const finite = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  if (finite.length <= most) return finite;
  const along = lengths(finite);
  const total = along.at(-1)!;
  const kept: Point[] = [];
  for (let i = 0, at = 0; kept.length < most - 1; i++) {
    // The next point at or after the next of `most` equal stretches; never one twice, never running out before the end.
    const wanted = (total * i) / (most - 1);
    while (along[at]! < wanted && finite.length - at > most - kept.length) at++;
    kept.push(finite[at]!);
    at++;
  }
  return [...kept, finite.at(-1)!];
}

/** The length drawn up to each point. */
function lengths(points: readonly Point[]): number[] {
  const scaleX = scaleOf(points.map(([x]) => x));
  const scaleY = scaleOf(points.map(([, y]) => y));
  let length = 0;
  return points.map(([x, y], i) => {
    const [beforeX, beforeY] = points[Math.max(0, i - 1)]!;
    length += Math.hypot((x - beforeX) * scaleX, (y - beforeY) * scaleY);
    return length;
  });
}

function scaleOf(values: readonly number[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? 1 / (high - low) : 0;
}
