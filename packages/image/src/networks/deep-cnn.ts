import * as tf from '@tensorflow/tfjs';
import { seededDropout, seedWeights } from '@siamese/core';
import type { NetworkOptions } from './network.ts';

/** A convolution: filters, the side of its kernel, its stride. */
type Convolution = readonly [filters: number, kernel: number, stride?: number];

const stages: readonly (readonly Convolution[])[] = [
  [[64, 7, 2]],
  [[128, 5, 2]],
  [
    [128, 3],
    [256, 3],
  ],
  [
    [256, 3, 2],
    [256, 1],
  ],
  [
    [512, 3],
    [256, 1],
  ],
];

/**
 * Five stages of one or two convolutions (ReLU between two), each ended by batch normalisation, ReLU and dropout; then the
 * mean over all places and a linear layer without a bias. With 28 dimensions on grey pictures it has 2,629,248 weights.
 *
 * @param o.dropout the share of values that dropout takes away, 0.25 unless given
 * @throws RangeError if dropout is not 0 or more and below 1
 */
export function deepCnn(o: NetworkOptions & { readonly dropout?: number }): tf.LayersModel {
  const { height, width, channels, dimensions, seed, dropout = 0.25 } = o;
  const input = tf.input({ name: 'x', shape: [height, width, channels] });
  let x: tf.SymbolicTensor = input;
  const then = (layer: tf.layers.Layer): void => void (x = layer.apply(x) as tf.SymbolicTensor);
  stages.forEach((convolutions, i) => {
    const stage = `stage${i + 1}`;
    convolutions.forEach(([filters, kernelSize, strides = 1], n) => {
      const name = `${stage}_conv${n + 1}`;
      const last = n === convolutions.length - 1;
      then(
        tf.layers.conv2d({
          name,
          filters,
          kernelSize,
          strides,
          padding: 'same',
          kernelInitializer: 'zeros',
          ...(last ? {} : { activation: 'relu' as const }),
        }),
      );
    });
    then(tf.layers.batchNormalization({ name: `${stage}_norm`, momentum: 0.9 }));
    then(tf.layers.activation({ name: `${stage}_relu`, activation: 'relu' }));
    then(seededDropout({ name: `${stage}_dropout`, rate: dropout, seed }));
  });
  then(tf.layers.globalAveragePooling2d({ name: 'mean' }));
  then(tf.layers.dense({ name: 'embedding', units: dimensions, useBias: false, kernelInitializer: 'zeros' }));
  const model = tf.model({ name: 'deep-cnn', inputs: input, outputs: x });
  return seedWeights(model, seed, (layer) => (layer === 'embedding' ? 'glorot' : 'he'));
}
