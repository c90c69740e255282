import * as tf from '@tensorflow/tfjs';

/**
 * The square root whose gradient at 0 is 0, where the plain one's is infinite.
 *
 * Negative values (rounding) count as 0. 0 is the subgradient of a distance where both points coincide.
 */
export function safeSqrt<T extends tf.Tensor>(x: T): T {
  const root = tf.customGrad((...args) => {
    const [value, save] = args as unknown as [tf.Tensor, tf.GradSaver];
    const y = tf.sqrt(tf.relu(value));
    save([y]);
    return { value: y, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.divNoNan(tf.mul(dy, 0.5), saved[0]!) };
  });
  return root(x) as T;
}
