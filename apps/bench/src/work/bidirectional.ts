import * as tf from '@tensorflow/tfjs';
import type { Work } from './work.ts';

/** A bidirectional LSTM of 128 over 65 steps of 512, every step given, and their mean. */
export const bidirectional: Work = {
  name: 'bidirectional',
  pairs: 32,
  shape: [65, 512],
  layers: () => [
    tf.layers.bidirectional({
      layer: tf.layers.lstm({
        units: 128,
        recurrentActivation: 'sigmoid',
        recurrentInitializer: 'glorotUniform',
        returnSequences: true,
      }) as tf.RNN,
      inputShape: [65, 512],
    }),
    tf.layers.globalAveragePooling1d(),
  ],
};
