import * as tf from '@tensorflow/tfjs';
import { sameMask } from '../masks.ts';
import { checkLossLength } from './check-loss-length.ts';
import type { LogitLoss } from './loss.ts';

/**
 * Binary cross-entropy on logits: `log(1 + exp(-x))` of a same pair, `log(1 + exp(x))` of a different one.
 *
 * Logits `[n]` and `same` to values `[n]`; finite for every finite logit, about |x| where the head is sure and wrong.
 *
 * Reference: Koch, Zemel, Salakhutdinov 2015, "Siamese Neural Networks for One-shot Image Recognition", section 3.2.
 */
export function binaryCrossEntropy(): LogitLoss {
  const loss = (logits: tf.Tensor1D, same: readonly boolean[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkLossLength(logits, same.length, 'binaryCrossEntropy', 'same');
      return tf.softplus(tf.mul(logits, tf.sub(1, tf.mul(2, sameMask(same))))) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'logit' as const });
}
