import * as tf from '@tensorflow/tfjs';
import { safeSqrt } from '../distances/index.ts';

/**
 * `cos(theta + margin)` of `cos(theta)`, and `cos(theta) - margin sin(margin)` where `theta + margin` would pass pi, so that
 * it falls all the way.
 *
 * The gradient is finite everywhere: at `cos(theta) = 1` and -1 that of the sine is defined as 0.
 */
export function addAngle(cosines: tf.Tensor2D, margin: number): tf.Tensor {
  const sines = safeSqrt(tf.sub(1, tf.square(cosines)));
  const turned = tf.sub(tf.mul(cosines, Math.cos(margin)), tf.mul(sines, Math.sin(margin)));
  const beyond = tf.sub(cosines, margin * Math.sin(margin));
  return tf.where(tf.greaterEqual(cosines, -Math.cos(margin)), turned, beyond);
}
