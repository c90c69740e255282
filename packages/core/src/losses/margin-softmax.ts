import * as tf from '@tensorflow/tfjs';
import { crossEntropyRows } from './cross-entropy-rows.ts';

/**
 * The cross-entropy of `scale * s`, where the similarity s of each item to its own class is made harder first: `[n, c]`
 * similarities and memberships to `[n]`.
 *
 * @param harder what becomes of the similarities `[n, 1]` of the items to their own classes
 */
export function marginSoftmax(
  similarities: tf.Tensor2D,
  membership: tf.Tensor2D,
  scale: number,
  harder: (own: tf.Tensor2D) => tf.Tensor,
): tf.Tensor1D {
  const own = tf.sum(tf.mul(similarities, membership), 1, true) as tf.Tensor2D;
  const change = tf.mul(membership, tf.sub(harder(own), own));
  return crossEntropyRows(tf.mul(tf.add(similarities, change), scale) as tf.Tensor2D, membership);
}
