import * as tf from '@tensorflow/tfjs';
import { seedWeights } from '@siamese/core';
import type { NetworkOptions } from './network.ts';

/** The shape of a plain convolutional network. */
export type CnnOptions = {
  /** Filters of each convolution. Default [32, 64]. */
  readonly filters?: readonly number[];
  /** The side of the kernels. Default 5. */
  readonly kernel?: number;
  /** `same`: zeros around the picture keep its sides through a convolution. Default `valid`: none. */
  readonly padding?: 'valid' | 'same';
  /** The size of the hidden dense layer, or false for none. Default 256. */
  readonly units?: number | false;
};

/**
 * A plain convolutional network: for each of `filters` a convolution with ReLU and a max-pooling of 2, then a dense layer
 * with ReLU and a linear one of `dimensions`. By default `32c5-p2-64c5-p2-256-d`.
 *
 * @throws RangeError if the pictures are too small for so many convolutions
 */
export function cnn(o: NetworkOptions & CnnOptions): tf.LayersModel {
  const { height, width, channels, dimensions, seed } = o;
  const { filters = [32, 64], kernel = 5, padding = 'valid', units = 256 } = o;
  const lost = padding === 'same' ? 0 : kernel - 1;
  const left = filters.reduce((side) => Math.floor((side - lost) / 2), Math.min(height, width));
  if (left < 1) {
    throw new RangeError(
      `cnn: pictures of ${width} x ${height} are too small for ${filters.length} convolutions of ${kernel} x ${kernel}; use larger pictures or fewer filters`,
    );
  }
  const model = tf.sequential({ name: 'cnn' });
  filters.forEach((count, i) => {
    model.add(
      tf.layers.conv2d({
        name: `conv${i + 1}`,
        filters: count,
        kernelSize: kernel,
        padding,
        activation: 'relu',
        kernelInitializer: 'zeros',
        ...(i === 0 ? { inputShape: [height, width, channels] } : {}),
      }),
    );
    model.add(tf.layers.maxPooling2d({ name: `pool${i + 1}`, poolSize: 2, strides: 2 }));
  });
  model.add(tf.layers.flatten({ name: 'flat' }));
  if (units !== false) {
    model.add(tf.layers.dense({ name: 'dense', units, activation: 'relu', kernelInitializer: 'zeros' }));
  }
  model.add(tf.layers.dense({ name: 'embedding', units: dimensions, kernelInitializer: 'zeros' }));
  return seedWeights(model, seed, (layer) => (layer === 'embedding' ? 'glorot' : 'he'));
}
