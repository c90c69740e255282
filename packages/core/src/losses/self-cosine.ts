import * as tf from '@tensorflow/tfjs';
import { unitRows, withGradient } from '../distances/index.ts';

/** All products of the rows of one matrix. Both sides being one, a single product is enough for the gradient. */
const gram = withGradient(
  (z: tf.Tensor2D): tf.Tensor2D => tf.matMul(z, z, false, true),
  (dy, _, z) => tf.matMul(tf.add(dy, tf.transpose(dy)), z),
);

/**
 * The cosine similarities of a batch with itself, times a scale: embeddings `[n, d]` to `[n, n]`.
 *
 * A zero row has similarity 0 to all and the gradient 0.
 *
 * @param scale 1 unless given; the rows are multiplied by its root, which are fewer numbers than their products
 */
export function selfCosine(embeddings: tf.Tensor2D, scale = 1): tf.Tensor2D {
  const rows = unitRows(embeddings);
  return gram(scale === 1 ? rows : tf.mul(rows, Math.sqrt(scale)));
}
