import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.ts';

/**
 * The square root whose gradient at 0 is 0, where the plain one's is infinite.
 *
 * Negative values (rounding) count as 0. 0 is the subgradient of a distance where both points coincide.
 */
export function safeSqrt<T extends tf.Tensor>(x: T): T {
  return root(x) as T;
}

const root = withGradient(
  (x: tf.Tensor) => tf.sqrt(tf.relu(x)),
  (dy, y) => tf.divNoNan(tf.mul(dy, 0.5), y),
);
