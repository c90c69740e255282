import * as tf from '@tensorflow/tfjs';

/** The loss, how far the embeddings lie apart and the share of values that cost something, in one tensor. */
export function measuresOf(
  loss: tf.Scalar,
  values: tf.Tensor1D,
  weights: tf.Tensor1D | undefined,
  embeddings: tf.Tensor2D,
): tf.Tensor {
  return tf.stack([loss, spreadOf(embeddings), activeShare(values, weights)]);
}

/** `sqrt(mean |e - mean|^2 / mean |e|^2)`: 0 where all rows are one point, 1 where they cancel out. */
function spreadOf(embeddings: tf.Tensor2D): tf.Tensor {
  const variance = tf.sum(tf.mean(tf.square(tf.sub(embeddings, tf.mean(embeddings, 0, true))), 0));
  const power = tf.sum(tf.mean(tf.square(embeddings), 0));
  return tf.sqrt(tf.div(variance, tf.maximum(power, 1e-20)));
}

/** The share of the values that count and are above 0. */
function activeShare(values: tf.Tensor1D, weights: tf.Tensor1D | undefined): tf.Tensor {
  const active = tf.cast(tf.greater(values, 0), 'float32');
  if (weights === undefined) return tf.mean(active);
  return tf.div(tf.sum(tf.mul(active, weights)), tf.maximum(tf.sum(weights), 1));
}
