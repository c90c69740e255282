import * as tf from '@tensorflow/tfjs';
import { checkInRange } from '../check.ts';
import { lp } from '../distances/index.ts';
import type { Regularizer } from './regularizer.ts';

/**
 * The lengths of rows: `|x|_p^power`, which keeps embeddings or class weights from growing.
 *
 * `[n, d]` to `[n]`; of a zero row it is 0 with the gradient 0.
 *
 * Reference: Sohn 2016, "Improved Deep Metric Learning with Multi-class N-pair Loss Objective", section 3.2.3.
 *
 * @param o.p of which norm, 1 or more, 2 unless given
 * @param o.power 1 or more, 1 unless given
 * @throws RangeError if p or power is below 1
 */
export function lengthPenalty(o: { p?: number; power?: number } = {}): Regularizer {
  const { p = 2, power = 1 } = o;
  checkInRange(p, 1, Number.MAX_VALUE, 'lengthPenalty: p');
  checkInRange(power, 1, Number.MAX_VALUE, 'lengthPenalty: power');
  const norm = lp(p);
  return (rows) =>
    tf.tidy(() => {
      const lengths = norm.rows(rows, tf.zerosLike(rows));
      return power === 1 ? lengths : (tf.pow(lengths, power) as tf.Tensor1D);
    });
}
