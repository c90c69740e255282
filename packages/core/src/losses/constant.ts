import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../distances/index.ts';

/** The same values as a constant to the gradient. */
export const constant = withoutGradient((x: tf.Tensor2D): tf.Tensor2D => tf.clone(x));
