import { checkSameLength } from '../check.ts';
import { bootstrapMean } from './bootstrap.ts';
import type { BootstrapOptions, Units } from './bootstrap.ts';
import type { Figure } from './figure.ts';

/**
 * The share of triplets whose anchor scores higher with its positive than with its negative; a tie is an error. Chance is
 * 0.5. With `units` (the identity of each anchor) the interval draws identities.
 *
 * @param positive scores of anchor and positive, larger being more alike
 * @param negative scores of anchor and negative
 * @throws RangeError if there are no triplets, a score is NaN (its place is named), or lengths differ
 */
export function tripletAccuracy(
  positive: ArrayLike<number>,
  negative: ArrayLike<number>,
  options: BootstrapOptions & Units,
): Figure {
  checkSameLength(positive, negative, 'tripletAccuracy: positive and negative');
  const right = Float64Array.from({ length: positive.length }, (_, i) => {
    if (Number.isNaN(positive[i]!) || Number.isNaN(negative[i]!)) {
      throw new RangeError(`tripletAccuracy: scores must not be NaN, got ${positive[i]} and ${negative[i]} at ${i}`);
    }
    return positive[i]! > negative[i]! ? 1 : 0;
  });
  return bootstrapMean(right, options);
}
