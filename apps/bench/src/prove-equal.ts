/**
 * Throws unless the losses of the first steps are a peer's. Adam multiplies the smallest differences, so only those can be held against
 * each other.
 *
 * @param bench what is measured, as the message says it
 * @param theirs undefined without a peer
 */
export function proveEqual(
  bench: string,
  ours: readonly number[],
  theirs: readonly number[] | undefined,
  peer: string,
): void {
  ours.forEach((loss, i) => {
    const other = theirs?.[i] ?? loss;
    if (Math.abs(other - loss) > 1e-3 * Math.abs(other))
      throw new Error(`${bench}: ${peer} does other work: its loss at step ${i} is ${other}, ours ${loss}`);
  });
}
