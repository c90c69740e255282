import * as tf from '@tensorflow/tfjs';
import type { Work } from './work.ts';

/** The network of seed 004: 784-512-256-128. */
export const mlp: Work = {
  name: 'mlp',
  pairs: 32,
  shape: [784],
  layers: () => [
    tf.layers.dense({ units: 512, activation: 'relu', inputShape: [784] }),
    tf.layers.dense({ units: 256, activation: 'relu' }),
    tf.layers.dense({ units: 128 }),
  ],
};
