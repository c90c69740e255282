import * as tf from '@tensorflow/tfjs';
import { checkRows } from './check-operands.ts';

/**
 * How far apart two embeddings are in each coordinate, squared: `(a - b)^2`.
 *
 * `[n, d]` and `[n, d]` give `[n, d]`; smooth everywhere.
 *
 * @throws TypeError if the shapes do not fit
 */
export function squaredDifference(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  checkRows(a, b, 'squaredDifference');
  return tf.squaredDifference(a, b);
}
