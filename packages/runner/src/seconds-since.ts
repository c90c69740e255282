/** Seconds since a reading of `performance.now()`; never negative and never NaN, whatever the clock did meanwhile. */
export function secondsSince(start: number): number {
  const seconds = (performance.now() - start) / 1000;
  return seconds > 0 ? seconds : 0;
}
