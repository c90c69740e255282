import * as tf from '@tensorflow/tfjs';
import { euclidean } from '../distances/index.ts';
import type { Encoder } from '../encoder.ts';

/** An encoder whose embeddings are the items: two numbers, for which every answer is known. */
export function plainEncoder(): Encoder<readonly number[]> {
  return {
    model: tf.sequential({ layers: [tf.layers.activation({ activation: 'linear', inputShape: [2] })] }),
    prepare: async (items) => ({ x: tf.tensor2d(items as number[][], [items.length, 2]) }),
    distance: euclidean,
    normalize: false,
    modality: 'plain',
    preparation: {},
  };
}
