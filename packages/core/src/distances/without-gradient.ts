import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.ts';

/**
 * A function whose result counts as a constant: the gradient of every input is 0.
 *
 * Comparisons have no gradient at all in TensorFlow.js (they throw), so what they decide is wrapped in this.
 */
export function withoutGradient<In extends tf.Tensor[], Out extends tf.Tensor>(
  f: (...inputs: In) => Out,
): (...inputs: In) => Out {
  return withGradient(f, (_dy, _value, ...inputs) => inputs.map((input) => tf.zerosLike(input)));
}
