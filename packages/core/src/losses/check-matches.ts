import type { Tensor2D } from '@tensorflow/tfjs';
import { checkMatrices, checkRows } from '../distances/index.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { MatchOptions } from './loss.ts';

/**
 * Throws unless a and b are matrices of one shape, and labels and negatives, where given, fit them.
 *
 * @throws TypeError if a shape or length does not fit, RangeError if there are no rows
 */
export function checkMatches(a: Tensor2D, b: Tensor2D, o: MatchOptions, where: string): void {
  checkRows(a, b, where);
  if (a.shape[0] === 0) throw new RangeError(`${where}: arguments a and b must not be empty`);
  if (o.labels !== undefined) checkLossLength(a, o.labels.length, where, 'labels');
  if (o.negatives !== undefined) checkMatrices(a, o.negatives, `${where} with negatives as b`);
}
