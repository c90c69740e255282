import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

/**
 * Mean and variance of each feature over the steps that count, `[1, features]`; with none that counts both are 0.
 *
 * Sums over steps are products with the mask, which every backend does at once and without a copy.
 */
export function stepStatistics(x: tf.Tensor3D, mask: tf.Tensor2D) {
  const features = x.shape[2];
  const rows = tf.reshape(x, [-1, features]) as tf.Tensor2D;
  const weights = tf.reshape(mask, [1, -1]) as tf.Tensor2D;
  const count = tf.maximum(tf.sum(weights), 1);
  const mean = tf.div<tf.Tensor2D>(tf.matMul(weights, rows), count);
  const centred = tf.sub<tf.Tensor2D>(rows, mean);
  const variance = tf.div<tf.Tensor2D>(tf.matMul(weights, tf.square(centred)), count);
  return { weights, count, mean, centred, variance };
}

/**
 * `(gamma (x - mean) / sqrt(variance + epsilon) + beta) * mask` with the batch's own statistics, and its gradient: with
 * `s = gamma / sqrt(variance + epsilon)`, sums over the steps that count and M of these,
 *
 * `dbeta = sum(dy)`, `dgamma = sum(dy (x - mean)) / sqrt(variance + epsilon)`,
 * `dx = mask s (dy - dbeta / M - (x - mean) sum(dy (x - mean)) / (variance + epsilon) / M)`
 *
 * Written out, because it is a third of the passes over memory that TensorFlow.js's derivation of the formula takes.
 */
export function normalizeSteps(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  mask: tf.Tensor2D,
  epsilon: number,
): tf.Tensor3D {
  const op = withGradient(
    (a: tf.Tensor3D, scale: tf.Tensor1D, shift: tf.Tensor1D, steps: tf.Tensor2D): tf.Tensor3D => {
      const { centred, variance } = stepStatistics(a, steps);
      const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
      const y = tf.mul(tf.add(tf.mul(centred, factor), shift), tf.reshape(steps, [-1, 1]));
      return tf.reshape(y, a.shape);
    },
    (dy, _, a, scale, shift, steps) => {
      const { weights, count, centred, variance } = stepStatistics(a, steps);
      const slopes = tf.reshape(dy, [-1, a.shape[2]]) as tf.Tensor2D;
      const inverse = tf.rsqrt(tf.add(variance, epsilon));
      const factor = tf.mul(scale, inverse);
      const ofShift = tf.matMul(weights, slopes);
      const ofProduct = tf.matMul(weights, tf.mul(slopes, centred));
      const inward = tf.div(tf.mul(factor, tf.mul(tf.square(inverse), ofProduct)), count);
      const level = tf.div(tf.mul(factor, ofShift), count);
      const dx = tf.sub(tf.sub(tf.mul(slopes, factor), tf.mul(centred, inward)), level);
      return [
        tf.reshape(tf.mul(dx, tf.reshape(steps, [-1, 1])), a.shape),
        tf.reshape(tf.mul(ofProduct, inverse), scale.shape),
        tf.reshape(ofShift, shift.shape),
        tf.zerosLike(steps),
      ];
    },
  );
  return op(x, gamma, beta, mask);
}
