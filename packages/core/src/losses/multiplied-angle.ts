import * as tf from '@tensorflow/tfjs';
import type { Margin } from './harden-own.ts';

/** In which of its `times` parts of `pi / times` an angle lies, 0 to times - 1, of its cosine. */
function part(cosines: tf.Tensor2D, times: number): tf.Tensor {
  const ends = Array.from({ length: times - 1 }, (_, k) => Math.cos(((k + 1) * Math.PI) / times));
  return tf.sum(tf.cast(tf.less(cosines, tf.tensor2d([ends])), 'float32'), 1, true);
}

/** 1 for an even part, -1 for an odd one. */
const sign = (k: tf.Tensor): tf.Tensor => tf.sub(1, tf.mul(tf.mod(k, 2), 2));

/** The Chebyshev polynomial whose first two are 1 and `second`: of the first kind with x, of the second with 2 x. */
function chebyshev(x: tf.Tensor, second: tf.Tensor, degree: number): tf.Tensor {
  if (degree === 0) return tf.onesLike(x);
  const twice = tf.mul(x, 2);
  let [before, now] = [tf.onesLike(x), second];
  for (let k = 1; k < degree; k++) [before, now] = [now, tf.sub(tf.mul(twice, now), before)];
  return now;
}

/**
 * `(-1)^k cos(times theta) - 2k` of `cos(theta)`, where k is the part of theta: cos(theta) made to fall `times` as often,
 * without a break. `cos(times theta)` is a polynomial of `cos(theta)`, so that the slope is finite at every angle.
 */
export function multipliedAngle(times: number): Margin {
  if (times === 1) return { value: (cosines) => cosines, slope: (cosines) => tf.onesLike(cosines) };
  return {
    value(cosines) {
      const k = part(cosines, times);
      return tf.sub(tf.mul(sign(k), chebyshev(cosines, cosines, times)), tf.mul(k, 2));
    },
    slope(cosines) {
      const derivative = tf.mul(chebyshev(cosines, tf.mul(cosines, 2), times - 1), times);
      return tf.mul(sign(part(cosines, times)), derivative);
    },
  };
}
