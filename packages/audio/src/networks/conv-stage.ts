import * as tf from '@tensorflow/tfjs';
import { maskedBatchNormalization, maskSteps, seededDropout } from '@siamese/core';
import { type Convolution, convolution, maxPool } from './convolution.ts';
import { each, masked, type Steps } from './steps.ts';

/** A stage of convolutions. */
export type StageOptions = {
  readonly name: string;
  readonly convolutions: readonly Convolution[];
  /** Steps of which the largest is kept, 1 (all) unless given. */
  readonly pool?: number;
  /** The share of values that dropout takes away. */
  readonly dropout: number;
  readonly seed: number;
};

/**
 * Convolutions with ReLU between them, then batch normalisation, ReLU, pooling and dropout: the block that the networks of
 * seed 000 are made of. Padding must be 0 before it and is 0 after it.
 */
export function convStage(steps: Steps, { name, convolutions, pool = 1, dropout, seed }: StageOptions): Steps {
  let now = steps;
  convolutions.forEach((shape, i) => {
    const last = i === convolutions.length - 1;
    // What the convolution before gives behind an item's end must not come back in through this kernel.
    if (i > 0 && shape[1] > 1) now = masked(maskSteps({ name: `${name}_ends${i + 1}` }), now);
    now = convolution(now, shape, { name: `${name}_conv${i + 1}`, relu: !last });
  });
  // Few steps are then enough for the averages to be right; seed 000 has 0.99.
  now = masked(maskedBatchNormalization({ name: `${name}_norm`, momentum: 0.9 }), now);
  now = each(tf.layers.activation({ name: `${name}_relu`, activation: 'relu' }), now);
  if (pool > 1) now = maxPool(now, pool, `${name}_pool`);
  return each(seededDropout({ name: `${name}_dropout`, rate: dropout, seed }), now);
}
