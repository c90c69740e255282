import * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';

/** What a distance gave as a distance indeed: `1 - similarity` where larger is nearer. */
export function asDistance(values: tf.Tensor1D, distance: Distance): tf.Tensor1D {
  return distance.nearer === 'smaller' ? values : tf.sub(1, values);
}
