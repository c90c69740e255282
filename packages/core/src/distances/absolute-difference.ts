import * as tf from '@tensorflow/tfjs';
import { absolute } from './absolute.ts';
import { checkRows } from './check-operands.ts';

/**
 * How far apart two embeddings are in each coordinate: `|a - b|`, what Koch's head weighs.
 *
 * `[n, d]` and `[n, d]` give `[n, d]`. Where a and b agree the gradient is defined as 0.
 *
 * Reference: Koch et al. 2015, "Siamese Neural Networks for One-shot Image Recognition".
 *
 * @throws TypeError if the shapes do not fit
 */
export function absoluteDifference(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  checkRows(a, b, 'absoluteDifference');
  return absolute(tf.sub(a, b));
}
