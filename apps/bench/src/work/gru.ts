import * as tf from '@tensorflow/tfjs';
import type { Work } from './work.ts';

/** A gated recurrent unit of 256 over 65 steps of 512, as the mel network has after its convolutions. */
export const gru: Work = {
  name: 'gru',
  pairs: 32,
  shape: [65, 512],
  differs: 'PyTorch resets after the product with the recurrent weights, TensorFlow.js before it',
  layers: () => [
    tf.layers.gru({
      units: 256,
      recurrentActivation: 'sigmoid',
      recurrentInitializer: 'glorotUniform',
      inputShape: [65, 512],
    }),
  ],
};
