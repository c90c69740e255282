import * as tf from '@tensorflow/tfjs';
import type { Random } from '../random.ts';

/**
 * A mask for inverted dropout: 0 with probability `rate`, else `1 / (1 - rate)`; made on the host and fed as data.
 *
 * One draw decides four values, a byte each; where a byte alone can't say it (one in 256, if at all) another draw does.
 */
export function dropoutMask(shape: readonly number[], rate: number, random: Random): tf.Tensor {
  const kept = 1 / (1 - rate);
  const size = shape.reduce((product, length) => product * length, 1);
  const values = new Float32Array(size);
  const threshold = rate * 256;
  const edge = Math.floor(threshold);
  const table = Float32Array.from({ length: 256 }, (_, byte) => (byte < edge ? 0 : kept));
  const rest = threshold - edge;
  if (rest > 0) table[edge] = Number.NaN;
  for (let i = 0; i < size; i += 4) {
    const bits = random.int(2 ** 32);
    // Writes behind the end of a typed array do nothing.
    values[i] = table[bits & 255]!;
    values[i + 1] = table[(bits >>> 8) & 255]!;
    values[i + 2] = table[(bits >>> 16) & 255]!;
    values[i + 3] = table[bits >>> 24]!;
  }
  if (rest > 0) {
    for (let i = 0; i < size; i++) if (Number.isNaN(values[i])) values[i] = random.float() < rest ? 0 : kept;
  }
  return tf.tensor(values, [...shape]);
}
