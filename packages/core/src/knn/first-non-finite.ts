/** Where the first NaN or infinity is, or -1; quick where there is none. */
export function firstNonFinite(values: Float32Array): number {
  // A number times 0 is 0, infinity and NaN are NaN: one sum says it of all, several times as quickly as a question for each.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return sum === 0 ? -1 : values.findIndex((value) => !Number.isFinite(value));
}
