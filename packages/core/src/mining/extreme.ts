import * as tf from '@tensorflow/tfjs';
import { withGradient } from '../distances/index.ts';
import { onlyOf } from './only-of.ts';

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
  return largest(onlyOf(values, mask));
}

/** The smallest value along the last axis among those with mask 1; 1e9 where there is none. */
export function nearest(values: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.neg(farthest(tf.neg(values), mask));
}
