import type { Tensor2D } from '@tensorflow/tfjs';
import { checkMatches } from './check-matches.ts';
import type { MatchOptions } from './loss.ts';

/**
 * Throws unless a and b are matrices of one shape with two rows at least, for a loss that knows no negatives.
 *
 * @throws TypeError if a shape does not fit or there are negatives, RangeError if there are fewer than two rows
 */
export function checkViews(a: Tensor2D, b: Tensor2D, o: MatchOptions, where: string): void {
  checkWithoutNegatives(a, b, o, where);
  if (a.shape[0] < 2) throw new RangeError(`${where}: arguments a and b must have two rows or more, got 1`);
}

/**
 * Throws unless a and b are matrices of one shape, for a loss that knows no negatives.
 *
 * @throws TypeError if a shape does not fit or there are negatives, RangeError if there are no rows
 */
export function checkWithoutNegatives(a: Tensor2D, b: Tensor2D, o: MatchOptions, where: string): void {
  checkMatches(a, b, o, where);
  if (o.negatives !== undefined)
    throw new TypeError(`${where}: argument negatives must be left out: it knows no negatives`);
}
