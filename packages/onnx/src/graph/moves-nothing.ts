/** Whether a permutation only moves axes of length 1, so that the elements stay in order. */
export function movesNothing(shape: readonly number[], permutation: readonly number[]): boolean {
  const long = permutation.filter((axis) => shape[axis] !== 1);
  return long.every((axis, i) => i === 0 || axis > long[i - 1]!);
}
