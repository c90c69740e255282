/** The middle value of a list, the upper one of two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median: values must hold at least one number');
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
