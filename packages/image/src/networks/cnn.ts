import * as tf from '@tensorflow/tfjs';
import type { NetworkOptions } from './network.ts';
import { seedWeights } from './seed-weights.ts';

/**
 * A plain convolutional network: for each of `filters` a convolution with ReLU and a max-pooling of 2, then a dense layer
 * with ReLU and a linear one of `dimensions`. By default `32c5-p2-64c5-p2-256-d`, valid padding.
 *
 * @param o.filters filters of each convolution, [32, 64] unless given
 * @param o.kernel the side of the kernels, 5 unless given
 * @param o.units the size of the hidden dense layer, 256 unless given
 * @throws RangeError if the pictures are too small for so many convolutions
 */
export function cnn(
  o: NetworkOptions & { readonly filters?: readonly number[]; readonly kernel?: number; readonly units?: number },
): tf.LayersModel {
  const { height, width, channels, dimensions, seed, filters = [32, 64], kernel = 5, units = 256 } = o;
  const left = filters.reduce((side) => Math.floor((side - kernel + 1) / 2), Math.min(height, width));
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
        activation: 'relu',
        kernelInitializer: 'zeros',
        ...(i === 0 ? { inputShape: [height, width, channels] } : {}),
      }),
    );
    model.add(tf.layers.maxPooling2d({ name: `pool${i + 1}`, poolSize: 2, strides: 2 }));
  });
  model.add(tf.layers.flatten({ name: 'flat' }));
  model.add(tf.layers.dense({ name: 'dense', units, activation: 'relu', kernelInitializer: 'zeros' }));
  model.add(tf.layers.dense({ name: 'embedding', units: dimensions, kernelInitializer: 'zeros' }));
  return seedWeights(model, seed, (layer) => (layer === 'embedding' ? 'glorot' : 'he'));
}
