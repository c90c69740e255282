import * as tf from '@tensorflow/tfjs';
import { candidateMask } from './candidates.ts';
import { logSumExpRows, logSumExpWhere } from './log-sum-exp-rows.ts';
import type { MatchOptions } from './loss.ts';

/**
 * Cross-entropy of finding each row's match: logits `[n, n + m]`, the match of row i in column i, to `[n]`.
 *
 * @param matched the n logits of the matches, `logits[i, i]`
 * @param symmetric average it with that of finding for each of the first n columns its row
 */
export function matchedSoftmax(
  logits: tf.Tensor2D,
  matched: tf.Tensor1D,
  options: MatchOptions,
  symmetric: boolean,
): tf.Tensor1D {
  const [n, width] = logits.shape;
  const allowed = candidateMask(options, width);
  const total = (x: tf.Tensor2D, mask: tf.Tensor2D | undefined) =>
    mask === undefined ? logSumExpRows(x) : logSumExpWhere(x, mask);
  const found = total(logits, allowed);
  if (!symmetric) return tf.sub(found, matched);
  const square = (x: tf.Tensor2D): tf.Tensor2D => (options.negatives === undefined ? x : tf.slice(x, [0, 0], [n, n]));
  const back = total(tf.transpose(square(logits)), allowed && square(allowed));
  return tf.sub(tf.mul(tf.add(found, back), 0.5), matched) as tf.Tensor1D;
}
