import * as tf from '@tensorflow/tfjs';
import type { Random } from '../random.ts';

/** A mask for inverted dropout: 0 with probability `rate`, else `1 / (1 - rate)`; made on the host and fed as data. */
export function dropoutMask(shape: readonly number[], rate: number, random: Random): tf.Tensor {
  const kept = 1 / (1 - rate);
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: size }, () => (random.float() < rate ? 0 : kept));
  return tf.tensor(values, [...shape]);
}
