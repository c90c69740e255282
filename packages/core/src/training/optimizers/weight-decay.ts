import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../../check.ts';
import { learningRateOf } from '../learning-rate.ts';
import { applyTo, weightOf, WrappedOptimizer } from './wrapped-optimizer.ts';

/**
 * An optimiser that first makes weights a little smaller: `w (1 - rate decay)`, rate its learning rate. Around Adam it is
 * AdamW: the decay goes past the moments.
 *
 * Unless told otherwise, biases, scales and offsets of normalisation (whatever has one axis) are left alone.
 *
 * Reference: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization".
 *
 * @param optimizer what gets the gradients; it is disposed with this one
 * @param decays which weights decay
 * @throws RangeError if decay is not a positive number
 */
export function weightDecay(
  decay: number,
  optimizer: tf.Optimizer,
  decays: (weight: tf.Variable) => boolean = (weight) => weight.rank > 1,
): tf.Optimizer {
  checkPositive(decay, 'weightDecay: decay');
  return new WrappedOptimizer(optimizer, (gradients) => {
    const kept = 1 - learningRateOf(optimizer) * decay;
    tf.tidy(() => {
      for (const gradient of gradients) {
        const weight = weightOf(gradient);
        if (gradient.tensor && decays(weight)) weight.assign(tf.mul(weight, kept));
      }
    });
    applyTo(optimizer, gradients);
  });
}
