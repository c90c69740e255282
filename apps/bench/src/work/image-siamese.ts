import * as tf from '@tensorflow/tfjs';
import type { Work } from './work.ts';

/** Filters, kernel size and stride of each convolution; a block ends after each `true`. */
const convolutions = [
  [64, 7, 2, true],
  [128, 5, 2, true],
  [128, 3, 1, false],
  [256, 3, 1, true],
  [256, 3, 2, false],
  [256, 1, 1, true],
  [512, 3, 1, false],
  [256, 1, 1, true],
] as const;

/** An encoder of 28 x 28 pictures: five blocks with batch normalisation and dropout, then a mean and a dense layer: 2,629,248 numbers. */
export const imageSiamese: Work = {
  name: 'image-siamese',
  pairs: 64,
  shape: [28, 28, 1],
  compared: 2,
  layers: () => [
    ...convolutions.flatMap(([filters, kernelSize, strides, ends], i) => [
      tf.layers.conv2d({
        filters,
        kernelSize,
        strides,
        padding: 'same',
        ...(!ends && { activation: 'relu' }),
        ...(i === 0 && { inputShape: [28, 28, 1] }),
      }),
      ...(ends
        ? [
            tf.layers.batchNormalization(),
            tf.layers.activation({ activation: 'relu' }),
            tf.layers.dropout({ rate: 0.25 }),
          ]
        : []),
    ]),
    tf.layers.globalAveragePooling2d({}),
    tf.layers.dense({ units: 28, useBias: false }),
  ],
  apply(model, x) {
    const y = model.layers.reduce((value, layer) => layer.apply(value, { training: true }) as tf.Tensor, x);
    return tf.div(y, tf.sqrt(tf.add(tf.sum(tf.square(y), 1, true), 1e-12)));
  },
};
