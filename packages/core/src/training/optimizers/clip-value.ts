import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../../check.ts';
import { changeGradients } from './change-gradients.ts';

/**
 * An optimiser whose gradients are cut off at `-most` and `most`, number by number, which may turn their direction.
 *
 * @param optimizer what gets the gradients; it is disposed with this one
 * @throws RangeError if most is not a positive number
 */
export function clipValue(most: number, optimizer: tf.Optimizer): tf.Optimizer {
  checkPositive(most, 'clipValue: most');
  return changeGradients(optimizer, (gradients) => gradients.map((gradient) => tf.clipByValue(gradient, -most, most)));
}
