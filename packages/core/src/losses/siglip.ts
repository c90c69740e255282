import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkPositive } from '../check.ts';
import { unitRows } from '../distances/index.ts';
import { candidateMask, candidatesOf, matchMask } from './candidates.ts';
import { checkMatches } from './check-matches.ts';
import { learnedNumber } from './learned-number.ts';
import { learnedScale } from './learned-scale.ts';
import type { MatchLoss, MatchOptions } from './loss.ts';

/** The scale never grows beyond this (log 1000 = 6.9); it starts at 10. */
const largestScale = 1000;

/**
 * The sigmoid pair loss of SigLIP: `sum_j log(1 + exp(-z_ij (t cos(a_i, b_j) + c)))`, z = 1 for a match and -1 for the rest.
 *
 * Matched rows `[n, d]` to values `[n]`; every pair is judged by itself, so no batch is too small. Where labels are given,
 * other rows of i's label are left out; hard negatives `[m, d]` are further j with z = -1. A row alone has its match; a zero row
 * has cosine 0 to all and the gradient 0. t (by its logarithm) and the
 * bias c are learned: `variables` are two tensors of the caller's to dispose.
 *
 * Reference: Zhai et al. 2023, "Sigmoid Loss for Language Image Pre-Training", algorithm 1.
 *
 * @param o.scale t at first, 10 unless given
 * @param o.bias c at first, -10 unless given
 * @throws RangeError if scale is not a positive number up to 1000, or bias not finite
 */
export function siglip(o: { scale?: number; bias?: number } = {}): MatchLoss {
  const { scale = 10, bias = -10 } = o;
  checkPositive(scale, 'siglip: scale');
  checkFinite(bias, 'siglip: bias');
  if (scale > largestScale) throw new RangeError(`siglip: scale must be at most ${largestScale}, got ${scale}`);
  const learned = learnedScale(scale, largestScale);
  const shift = learnedNumber(bias);
  const loss = (a: tf.Tensor2D, b: tf.Tensor2D, options: MatchOptions = {}): tf.Tensor1D =>
    tf.tidy(() => {
      checkMatches(a, b, options, 'siglip');
      const { negatives } = options;
      const x = tf.mul(unitRows(a), learned.value()) as tf.Tensor2D;
      const candidates = candidatesOf(unitRows(b), negatives && unitRows(negatives));
      const [n, width] = [x.shape[0], candidates.shape[0]];
      const logits = tf.add(tf.matMul(x, candidates, false, true), shift);
      const values = tf.softplus(tf.where(matchMask(n, width), tf.neg(logits), logits));
      const allowed = candidateMask(options, width);
      const kept = allowed === undefined ? values : tf.where(allowed, values, 0);
      return tf.sum(kept, 1) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'match' as const, variables: [learned.variable, shift] });
}
