import { pairs } from '@siamese/core';

/** Pairs by their rows: pair i is `a[i]` and `b[i]`. */
export type DrawnPairs = { readonly a: number[]; readonly b: number[]; readonly same: boolean[] };

/** A set's own pairs: in each epoch every item is once in a same pair and once in a different one. */
export function drawPairs(
  labels: readonly string[],
  o: { readonly seed: number; readonly epochs: number },
): DrawnPairs {
  const drawn: DrawnPairs = { a: [], b: [], same: [] };
  for (const batch of pairs({ size: 32 }).over(labels, o)) {
    drawn.a.push(...batch.a);
    drawn.b.push(...batch.b);
    drawn.same.push(...batch.same);
  }
  return drawn;
}
