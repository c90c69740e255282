import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositiveInteger } from '@siamese/core/check';
import { maskedPooling, maskSteps, seedWeights } from '@siamese/core';
import { convStage } from './conv-stage.ts';
import type { NetworkOptions } from './network.ts';
import { masked, stepsInput } from './steps.ts';

/** Filters (in depths), kernel, stride and pooling of each stage. */
const stages = [
  [1, 32, 4, 4],
  [2, 3, 1, 2],
  [3, 3, 1, 2],
  [4, 3, 1, 2],
] as const;

/**
 * Samples themselves through four convolutions, each with batch normalisation, ReLU, max-pooling and dropout, which shorten time by
 * 128; then the largest value of each filter and a linear layer without a bias: the raw-wave encoder of seed 000 and
 * voicemap, 1,059,072 weights at 128 dimensions.
 *
 * @param o.depth filters of the first convolution, 128 unless given; the others have two, three and four times as many
 * @param o.dropout the share of values that dropout takes away, 0.05 unless given
 * @throws RangeError if depth is no positive integer, or dropout not 0 or more and below 1
 */
export function waveCnn(o: NetworkOptions & { readonly depth?: number; readonly dropout?: number }): tf.LayersModel {
  const { features, dimensions, seed, depth = 128, dropout = 0.05 } = o;
  checkPositiveInteger(depth, 'waveCnn: depth');
  checkInRange(dropout, 0, 1 - Number.EPSILON, 'waveCnn: dropout');
  const input = stepsInput(features);
  const { x, mask } = stages.reduce(
    (steps, [filters, kernel, stride, pool], i) =>
      convStage(steps, {
        name: `stage${i + 1}`,
        convolutions: [[filters * depth, kernel, stride]],
        pool,
        dropout,
        seed,
      }),
    masked(maskSteps({ name: 'ends' }), input),
  );
  const pooled = maskedPooling({ name: 'pool', kind: 'max' }).apply([x, mask]);
  const dense = tf.layers.dense({ name: 'embedding', units: dimensions, useBias: false, kernelInitializer: 'zeros' });
  const outputs = dense.apply(pooled) as tf.SymbolicTensor;
  const model = tf.model({ name: 'wave-cnn', inputs: [input.x, input.mask], outputs });
  return seedWeights(model, seed, () => 'glorot');
}
