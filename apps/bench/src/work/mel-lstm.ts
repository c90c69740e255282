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

/** 1 for each frame that counts, then 0, of sequences that were shortened by `stride`: [items, steps]. */
function mask(items: number, stride: number): tf.Tensor2D {
  const steps = Math.ceil(FRAMES / stride);
  const values = Float32Array.from({ length: items * steps }, (_, i) =>
    (i % steps) * stride < frames(Math.floor(i / steps)) ? 1 : 0,
  );
  return tf.tensor2d(values, [items, steps]);
}

/** The same with batch normalisation, dropout and masks: what comes after an item's end is 0, and its LSTM stops there. */
export const melLstmFull: Work = {
  name: 'mel-lstm-full',
  pairs: 32,
  shape: [FRAMES, 80],
  layers: () => [
    ...convolutions.flatMap(([filters, kernelSize, strides, ends], i) => [
      tf.layers.conv1d({
        filters,
        kernelSize,
        strides,
        padding: 'same',
        ...(!ends && { activation: 'relu' }),
        ...(i === 0 && { inputShape: [FRAMES, 80] }),
      }),
      ...(ends
        ? [
            tf.layers.batchNormalization(),
            tf.layers.activation({ activation: 'relu' }),
            tf.layers.dropout({ rate: 0.25 }),
          ]
        : []),
    ]),
    lstm(),
  ],
  prepare: (items) => {
    const masks = [1, 2, 4].map((stride) => [Math.ceil(FRAMES / stride), mask(items, stride)] as const);
    return new Map(masks);
  },
  apply(layers, x, prepared) {
    const maskOf = prepared as ReadonlyMap<number, tf.Tensor2D>;
    return layers.reduce((y, layer) => {
      const steps = maskOf.get(y.shape[1]!)!;
      const name = layer.getClassName();
      if (name === 'LSTM') return layer.apply(y, { training: true, mask: steps }) as tf.Tensor;
      const input = name === 'Conv1D' ? tf.mul(y, tf.expandDims(steps, 2)) : y;
      return layer.apply(input, { training: true }) as tf.Tensor;
    }, x);
  },
};
