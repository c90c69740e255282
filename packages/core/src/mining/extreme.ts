import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';

/** More than any distance between embeddings, and finite. */
const beyond = 1e9;

/** The largest value along the last axis; values that tie share the gradient, where `tf.max` gives each all of it. */
const largest = withGradient(
  (x: tf.Tensor): tf.Tensor => tf.max(x, -1),
  (dy, value, x) => {
    const ties = tf.cast(tf.equal(x, tf.expandDims(value, -1)), 'float32');
    return tf.mul(tf.expandDims(dy, -1), tf.div(ties, tf.sum(ties, -1, true)));
  },
);

/** The largest value along the last axis among those with mask 1; -1e9 where there is none. */
export function farthest(values: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return largest(tf.add(tf.mul(values, mask), tf.mul(tf.sub(mask, 1), beyond)));
}

/** The smallest value along the last axis among those with mask 1; 1e9 where there is none. */
export function nearest(values: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.neg(farthest(tf.neg(values), mask));
}
