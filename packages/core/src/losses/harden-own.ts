import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

/** What becomes of a cosine, and its derivative: `[n, 1]` to `[n, 1]` each. */
export type Margin = {
  readonly value: (cosines: tf.Tensor2D) => tf.Tensor;
  readonly slope: (cosines: tf.Tensor2D) => tf.Tensor;
};

const ofOwn = (cosines: tf.Tensor2D, membership: tf.Tensor2D): tf.Tensor2D =>
  tf.sum(tf.mul(cosines, membership), 1, true);

/**
 * Cosines of items to classes in which each item's own one is made harder: `[n, c]` and memberships `[n, c]` to `[n, c]`.
 *
 * With its gradient in one piece: of every other operation on `[n, 1]` a backend's overhead is the cost.
 */
export function hardenOwn(cosines: tf.Tensor2D, membership: tf.Tensor2D, { value, slope }: Margin): tf.Tensor2D {
  return withGradient(
    (all: tf.Tensor2D, mine: tf.Tensor2D): tf.Tensor2D => {
      const own = ofOwn(all, mine);
      return tf.add(all, tf.mul(mine, tf.sub(value(own), own)));
    },
    (dy, _, all, mine) => [tf.mul(dy, tf.add(tf.mul(mine, tf.sub(slope(ofOwn(all, mine)), 1)), 1)), tf.zerosLike(mine)],
  )(cosines, membership);
}
