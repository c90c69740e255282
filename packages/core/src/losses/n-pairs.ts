import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkInRange } from '../check.ts';
import { candidatesOf } from './candidates.ts';
import { checkMatches } from './check-matches.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';
import { matchedSoftmax } from './matched-softmax.ts';

/**
 * The N-pairs loss: `log(1 + sum_(j != i) exp(a_i.b_j - a_i.b_i)) + l2 / 2 (|a_i|^2 + |b_i|^2)`.
 *
 * Matched rows `[n, d]`, one pair of each class, to values `[n]`; products as they are, so give it an encoder with
 * `normalize: false` and let l2 keep the lengths down. Where labels are given, rows of i's label are left out of its
 * negatives; hard negatives are further j. With one row alone the first term is 0.
 *
 * Reference: Sohn 2016, "Improved Deep Metric Learning with Multi-class N-pair Loss Objective", equations 6 and section 3.3.
 *
 * @param o.l2 how much the squared lengths weigh, 0 unless given (0.002 is usual)
 * @throws RangeError if l2 is negative
 */
export function nPairs(o: { l2?: number } = {}): MatchLoss {
  const { l2 = 0 } = o;
  checkFinite(l2, 'nPairs: l2');
  checkInRange(l2, 0, Infinity, 'nPairs: l2');
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkMatches(a, b, options, 'nPairs');
      const matched = tf.sum(tf.mul(a, b), 1) as tf.Tensor1D;
      const logits = tf.matMul<tf.Tensor2D>(a, candidatesOf(b, options.negatives), false, true);
      const values = matchedSoftmax(logits, matched, options, false);
      if (l2 === 0) return values;
      const lengths = tf.sum(tf.add(tf.square(a), tf.square(b)), 1);
      return tf.add(values, tf.mul(lengths, l2 / 2)) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'match' as const });
}
