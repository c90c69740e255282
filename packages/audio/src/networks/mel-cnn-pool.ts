import * as tf from '@tensorflow/tfjs';
import { maskedPooling, seedWeights } from '@siamese/core';
import { type MelOptions, melStages } from './mel-stages.ts';
import type { NetworkOptions } from './network.ts';
import { stepsInput } from './steps.ts';

/**
 * The convolutions of `melCnnLstm`, then the largest value of each filter over time and a linear layer without a bias: 2,012,800 weights
 * at 80 mels and 256 dimensions.
 *
 * @param o.pooling 'max' unless given, or 'mean'
 * @throws RangeError if depth is no positive integer, or dropout not 0 or more and below 1
 */
export function melCnnPool(o: NetworkOptions & MelOptions & { readonly pooling?: 'max' | 'mean' }): tf.LayersModel {
  const input = stepsInput(o.features);
  const { x, mask } = melStages(input, o);
  const pooled = maskedPooling({ name: 'pool', kind: o.pooling ?? 'max' }).apply([x, mask]);
  const dense = tf.layers.dense({
    name: 'embedding',
    units: o.dimensions,
    useBias: false,
    kernelInitializer: 'zeros',
  });
  const outputs = dense.apply(pooled) as tf.SymbolicTensor;
  const model = tf.model({ name: 'mel-cnn-pool', inputs: [input.x, input.mask], outputs });
  return seedWeights(model, o.seed, () => 'glorot');
}
