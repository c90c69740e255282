import type { Tensor2D } from '@tensorflow/tfjs';
import { checkRows } from '../distances/index.ts';
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
  const more = o.negatives?.shape[0] ?? 0;
  if (o.negativeLabels !== undefined && o.negativeLabels.length !== more) {
    throw new TypeError(
      `${where}: argument negativeLabels must have one entry for each of ${more} negatives, got ${o.negativeLabels.length}`,
    );
  }
  const [, d] = a.shape;
  if (o.negatives !== undefined && (o.negatives.shape.length !== 2 || o.negatives.shape[1] !== d)) {
    const shape = (o.negatives.shape as number[]).join(', ');
    throw new TypeError(`${where}: argument negatives must have the shape [m, ${d}], got [${shape}]`);
  }
}
