import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';

/** What a distance gave as a similarity: minus it where smaller is nearer. */
export function asSimilarity(values: tf.Tensor1D, distance: Distance): tf.Tensor1D {
  return distance.nearer === 'smaller' ? tf.neg(values) : values;
}
