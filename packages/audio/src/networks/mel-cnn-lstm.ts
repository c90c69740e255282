import * as tf from '@tensorflow/tfjs';
import { lastStep, seedWeights } from '@siamese/core';
import { type MelOptions, melStages } from './mel-stages.ts';
import type { NetworkOptions } from './network.ts';
import { recurrent } from './recurrent.ts';
import { stepsInput } from './steps.ts';

/**
 * Mel frames through four stages of convolutions (six in all, with batch normalisation and dropout), which shorten time by
 * four, then an LSTM whose last state is the embedding: AudioSiamese and AudioEncoder of seed 000, 2,669,184 weights at 80
 * mels and 256 dimensions.
 *
 * @throws RangeError if depth is no positive integer, or dropout not 0 or more and below 1
 */
export function melCnnLstm(o: NetworkOptions & MelOptions): tf.LayersModel {
  const input = stepsInput(o.features);
  const { x, mask } = melStages(input, o);
  const sequence = recurrent(x, { name: 'lstm', units: o.dimensions });
  const embedding = lastStep({ name: 'embedding' }).apply([sequence, mask]) as tf.SymbolicTensor;
  const model = tf.model({ name: 'mel-cnn-lstm', inputs: [input.x, input.mask], outputs: embedding });
  return seedWeights(model, o.seed, () => 'glorot');
}
