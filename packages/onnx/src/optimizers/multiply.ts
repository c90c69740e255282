import * as tf from '@tensorflow/tfjs';

/** Multiplies a scalar that an optimiser counts its steps with. */
export function multiply(variable: tf.Variable, factor: number): void {
  variable.assign(tf.mul(variable, factor));
}
