/** A rate as so many of a hundred, with as many digits as make sense: `3 of 100`, `0.25 of 100`. */
export function ofHundred(rate: number): string {
  const hundred = 100 * rate;
  const digits =
    hundred === 0 || hundred === 100 ? 0 : hundred < 1 || hundred > 99 ? 2 : hundred < 10 || hundred > 90 ? 1 : 0;
  return `${hundred.toFixed(digits).replace(/\.0+$/, '')} of 100`;
}
