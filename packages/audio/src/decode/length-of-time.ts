/** Seconds as a person says them: `0.05 s`, `3.2 s`, `12 min`, `24 h`. */
export function lengthOfTime(seconds: number): string {
  if (seconds >= 3600) return `${Number((seconds / 3600).toFixed(1))} h`;
  if (seconds >= 120) return `${Number((seconds / 60).toFixed(1))} min`;
  return `${Number(seconds.toPrecision(3))} s`;
}
