import type { Tensor2D } from '@tensorflow/tfjs';
import { checkFinite, checkInRange } from '../check.ts';
import { checkRows } from '../distances/index.ts';
import { checkLossLength } from './check-loss-length.ts';

/**
 * Throws unless a and b are matrices of one shape with a finite score for each row.
 *
 * @param range what a score may be, anything finite unless given
 * @throws TypeError if shapes or lengths do not fit, RangeError if there are no rows or a score is NaN or out of range
 */
export function checkScores(
  a: Tensor2D,
  b: Tensor2D,
  scores: readonly number[],
  where: string,
  range?: readonly [number, number],
): void {
  checkRows(a, b, where);
  checkLossLength(a, scores.length, where, 'scores');
  if (scores.length === 0) throw new RangeError(`${where}: argument scores must not be empty`);
  for (const [i, score] of scores.entries()) {
    checkFinite(score, `${where}: scores[${i}]`);
    if (range !== undefined) checkInRange(score, ...range, `${where}: scores[${i}]`);
  }
}
