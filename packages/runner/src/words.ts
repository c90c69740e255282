/** A rate as so many of a hundred, with as many digits as make sense: `3 of 100`, `0.25 of 100`. */
export function ofHundred(rate: number): string {
  const hundred = 100 * rate;
  const digits =
    hundred === 0 || hundred === 100 ? 0 : hundred < 1 || hundred > 99 ? 2 : hundred < 10 || hundred > 90 ? 1 : 0;
  return `${hundred.toFixed(digits).replace(/\.0+$/, '')} of 100`;
}

/** A rate as whole ones: `Of 100 strangers 3`, of 1,000 where it is below one in a hundred. */
export function wholeOf(rate: number, many: string): string {
  const all = rate > 0 && rate < 0.01 ? 1000 : 100;
  return `Of ${all === 1000 ? '1,000' : '100'} ${many} ${Math.round(all * rate)}`;
}

/** A text with a capital in front. */
export function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
