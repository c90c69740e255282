import * as tf from '@tensorflow/tfjs';
import { withoutGradient } from '../distances/index.ts';

/** In which of its `times` parts of `pi / times` an angle lies, 0 to times - 1, of its cosine. */
const part = (cosines: tf.Tensor2D, times: number): tf.Tensor =>
  withoutGradient((x: tf.Tensor2D): tf.Tensor => {
    const ends = Array.from({ length: times - 1 }, (_, k) => Math.cos(((k + 1) * Math.PI) / times));
    return tf.sum(tf.cast(tf.less(x, tf.tensor2d([ends])), 'float32'), 1, true);
  })(cosines);

/** `cos(times theta)` of `cos(theta)`: the Chebyshev polynomial. */
function chebyshev(x: tf.Tensor, times: number): tf.Tensor {
  let [before, now] = [tf.onesLike(x), x];
  for (let k = 1; k < times; k++) [before, now] = [now, tf.sub(tf.mul(tf.mul(x, 2), now), before)];
  return now;
}

/**
 * `(-1)^k cos(times theta) - 2k` of `cos(theta)`, `[n, 1]`, where k is the part of theta: cos(theta) made to fall `times` as
 * often, without a break. Polynomials, so that its gradient is finite at every angle.
 */
export function multiplyAngle(cosines: tf.Tensor2D, times: number): tf.Tensor {
  if (times === 1) return cosines;
  const k = part(cosines, times);
  const odd = tf.sub(k, tf.mul(tf.floor(tf.mul(k, 0.5)), 2));
  return tf.sub(tf.mul(tf.sub(1, tf.mul(odd, 2)), chebyshev(cosines, times)), tf.mul(k, 2));
}
