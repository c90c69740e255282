import * as tf from '@tensorflow/tfjs';
import type { Margin } from './harden-own.ts';

const squaredSines = (cosines: tf.Tensor2D): tf.Tensor => tf.relu(tf.sub(1, tf.square(cosines)));

/**
 * `cos(theta + margin)` of `cos(theta)`, and `cos(theta) - margin sin(margin)` where `theta + margin` would pass pi, so that
 * it falls all the way.
 *
 * The slope is finite everywhere: at `cos(theta) = 1` and -1 that of the sine is defined as 0.
 */
export function addedAngle(margin: number): Margin {
  const [cos, sin] = [Math.cos(margin), Math.sin(margin)];
  const within = (cosines: tf.Tensor2D) => tf.greaterEqual(cosines, -cos);
  return {
    value(cosines) {
      const turned = tf.sub(tf.mul(cosines, cos), tf.mul(tf.sqrt(squaredSines(cosines)), sin));
      return tf.where(within(cosines), turned, tf.sub(cosines, margin * sin));
    },
    slope(cosines) {
      const squares = squaredSines(cosines);
      // 1 / sine, but 0 for a sine of 0: no other square of it in single precision is below 5e-8.
      const inverse = tf.div(tf.sqrt(squares), tf.maximum(squares, 1e-12));
      const turned = tf.add(tf.mul(tf.mul(cosines, inverse), sin), cos);
      return tf.where(within(cosines), turned, tf.onesLike(cosines));
    },
  };
}
