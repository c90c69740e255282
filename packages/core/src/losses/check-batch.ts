import type { Tensor2D } from '@tensorflow/tfjs';
import { checkLossLength } from './check-loss-length.ts';

/**
 * Throws unless embeddings are a matrix `[n, d]` with a label for each row, and not empty.
 *
 * @throws TypeError if they are no matrix or the labels of another number, RangeError if there are none
 */
export function checkBatch(embeddings: Tensor2D, labels: readonly string[], where: string): void {
  if (embeddings.shape.length !== 2) {
    throw new TypeError(
      `${where}: argument embeddings must have the shape [n, d], got [${(embeddings.shape as number[]).join(', ')}]`,
    );
  }
  checkLossLength(embeddings, labels.length, where, 'labels');
  if (labels.length === 0) throw new RangeError(`${where}: argument labels must not be empty`);
}
