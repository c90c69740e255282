import * as tf from '@tensorflow/tfjs';
import { seedWeights } from '@siamese/core';
import type { NetworkOptions } from './network.ts';

/**
 * A multi-layer perceptron: the pixels in one row, dense layers with ReLU, a linear one of `dimensions`. With 128
 * dimensions on 28 x 28 it is the network of Hadsell-style MNIST examples, 566,144 weights.
 *
 * @param o.units the sizes of the hidden layers, [512, 256] unless given
 */
export function mlp(o: NetworkOptions & { readonly units?: readonly number[] }): tf.LayersModel {
  const { height, width, channels, dimensions, seed, units = [512, 256] } = o;
  const model = tf.sequential({
    name: 'mlp',
    layers: [
      tf.layers.flatten({ name: 'pixels', inputShape: [height, width, channels] }),
      ...units.map((size, i) =>
        tf.layers.dense({ name: `dense${i + 1}`, units: size, activation: 'relu', kernelInitializer: 'zeros' }),
      ),
      tf.layers.dense({ name: 'embedding', units: dimensions, kernelInitializer: 'zeros' }),
    ],
  });
  return seedWeights(model, seed, () => 'glorot');
}
