import { melCnnLstm } from '@siamese/audio';
import * as tf from '@tensorflow/tfjs';
import type { Work } from './work.ts';

const FRAMES = 258;

/** Filters, kernel size and stride of each convolution; a block of the full network ends after each `true`. */
const convolutions = [
  [128, 7, 2, true],
  [256, 5, 2, true],
  [256, 3, 1, false],
  [512, 3, 1, true],
  [512, 3, 1, false],
  [512, 1, 1, true],
] as const;

const lstm = (): tf.layers.Layer =>
  tf.layers.lstm({ units: 256, recurrentActivation: 'sigmoid', recurrentInitializer: 'glorotUniform' });

/** A speaker encoder: 6 convolutions over 258 mel frames, then an LSTM. */
export const melLstm: Work = {
  name: 'mel-lstm',
  pairs: 32,
  shape: [FRAMES, 80],
  layers: () => [
    ...convolutions.map(([filters, kernelSize, strides], i) =>
      tf.layers.conv1d({
        filters,
        kernelSize,
        strides,
        padding: 'same',
        activation: 'relu',
        ...(i === 0 && { inputShape: [FRAMES, 80] }),
      }),
    ),
    lstm(),
  ],
};

/** How many frames of an item count: between two thirds and all of them. */
const frames = (item: number): number => FRAMES - ((29 * item) % 87);

/** The network of `@siamese/audio`, with its batch normalisation, dropout and masks: what comes after an item's end takes no part. */
export const melLstmFull: Work = {
  name: 'mel-lstm-full',
  compared: 2,
  pairs: 32,
  shape: [FRAMES, 80],
  model: () => melCnnLstm({ features: 80, dimensions: 256, seed: 1 }),
  prepare: (items) =>
    tf.tensor2d(
      Float32Array.from({ length: items * FRAMES }, (_, i) => Number(i % FRAMES < frames(Math.floor(i / FRAMES)))),
      [items, FRAMES],
    ),
  apply: (model, x, mask) => model.apply([x, mask as tf.Tensor2D], { training: true }) as tf.Tensor,
};
