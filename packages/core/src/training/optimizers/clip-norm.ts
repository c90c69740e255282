import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../../check.ts';
import { changeGradients } from './change-gradients.ts';

/**
 * An optimiser whose gradients, taken together, are never longer than `most`: `g min(1, most / (|g| + 1e-6))`, `|g|` the
 * length of all gradients as one vector. Their direction stays.
 *
 * The same numbers as PyTorch's `clip_grad_norm_`. Reference: Pascanu et al. 2013, "On the difficulty of training recurrent
 * neural networks".
 *
 * @param optimizer what gets the gradients; it is disposed with this one
 * @throws RangeError if most is not a positive number
 */
export function clipNorm(most: number, optimizer: tf.Optimizer): tf.Optimizer {
  checkPositive(most, 'clipNorm: most');
  return changeGradients(optimizer, (gradients) => {
    if (gradients.length === 0) return [];
    const norm = tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)))));
    const factor = tf.minimum(1, tf.div(most, tf.add(norm, 1e-6)));
    return gradients.map((gradient) => tf.mul(gradient, factor));
  });
}
