import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { unitRows } from '../distances/index.ts';
import { candidatesOf } from './candidates.ts';
import { checkMatches } from './check-matches.ts';
import { learnedScale } from './learned-scale.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';
import { matchedSoftmax } from './matched-softmax.ts';

/** 1 / t never grows beyond this where t is learned (CLIP's own bound). */
const largestScale = 100;

/**
 * InfoNCE, or multiple negatives ranking: `-log(exp(cos(a_i, b_i) / t) / sum_j exp(cos(a_i, b_j) / t))`.
 *
 * Matched rows `[n, d]` to values `[n]`; every other row of b, and every hard negative `[m, d]`, is a negative of a_i.
 * Symmetric is the mean of that and the same with a and b exchanged (without the hard negatives). Where labels are given,
 * rows of i's label are left out of its negatives. With one row and no hard negatives it is 0. A zero row is as far from
 * all, and its gradient is 0.
 *
 * Reference: van den Oord et al. 2018, "Representation Learning with Contrastive Predictive Coding"; Henderson et al. 2017,
 * "Efficient Natural Language Response Suggestion for Smart Reply"; symmetric, t learned (by the logarithm of 1 / t, at
 * most 100): Radford et al. 2021, "Learning Transferable Visual Models From Natural Language Supervision".
 *
 * @param o.temperature t, at first where it is learned; 0.05 unless given (CLIP has 0.07)
 * @param o.symmetric false unless given
 * @param o.learned whether t is learned, false unless given; then `variables` is a tensor of the caller's to dispose
 * @throws RangeError if temperature is not a positive number, or below 0.01 and learned
 */
export function infoNce(o: { temperature?: number; symmetric?: boolean; learned?: boolean } = {}): MatchLoss {
  const { temperature = 0.05, symmetric = false, learned = false } = o;
  checkPositive(temperature, 'infoNce: temperature');
  if (learned && temperature < 1 / largestScale) {
    throw new RangeError(
      `infoNce: temperature must be ${1 / largestScale} or more where it is learned, got ${temperature}`,
    );
  }
  const scale = learned ? learnedScale(1 / temperature, largestScale) : undefined;
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkMatches(a, b, options, 'infoNce');
      const x = tf.mul(unitRows(a), scale?.value() ?? 1 / temperature) as tf.Tensor2D;
      const y = unitRows(b);
      const candidates = candidatesOf(y, options.negatives && unitRows(options.negatives));
      const matched = tf.sum(tf.mul(x, y), 1) as tf.Tensor1D;
      return matchedSoftmax(tf.matMul(x, candidates, false, true), matched, options, symmetric);
    });
  return Object.assign(loss, { kind: 'match' as const, ...(scale && { variables: [scale.variable] }) });
}
