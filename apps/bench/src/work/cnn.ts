import * as tf from '@tensorflow/tfjs';
import type { Work } from './work.ts';

/** A small convolutional network: 32c5-p2-64c5-p2-256-64 on 28 x 28 pictures. */
export const cnn: Work = {
  name: 'cnn',
  pairs: 32,
  shape: [28, 28, 1],
  layers: () => [
    tf.layers.conv2d({ filters: 32, kernelSize: 5, activation: 'relu', inputShape: [28, 28, 1] }),
    tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }),
    tf.layers.conv2d({ filters: 64, kernelSize: 5, activation: 'relu' }),
    tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 256, activation: 'relu' }),
    tf.layers.dense({ units: 64 }),
  ],
};
