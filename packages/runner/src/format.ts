/** `0.0312` as `3.12 %`; rates are 0 to 1 everywhere but in what a person reads. */
export function percent(rate: number, digits = 2): string {
  return `${(100 * rate).toFixed(digits)} %`;
}

/** A figure as a terminal shows it: a rate in per cent, a number with four decimals. */
export function rateOrNumber(value: number, unit: 'rate' | 'number' = 'rate'): string {
  return unit === 'rate' ? percent(value) : value.toFixed(4);
}

/** Seconds as `4.2 s`, `3 min 05 s` or `2 h 07 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** `1 class`, `12 classes`; thousands apart: `60 000 pictures`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${String(n).replace(/\B(?=(\d{3})+$)/g, ' ')} ${n === 1 ? one : many}`;
}
