import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '@siamese/core/check';
import { lastStep, seedWeights } from '@siamese/core';
import type { NetworkOptions } from './network.ts';
import { recurrent } from './recurrent.ts';
import { stepsInput } from './steps.ts';

/**
 * LSTMs one on another, the last state of the last one, and a dense layer with ReLU: the network of GE2E in the size that Resemblyzer
 * has, 1,420,544 weights at 40 mels and 256 dimensions (PyTorch counts 3,072 more: two biases for each gate, which are
 * added).
 *
 * Reference: Wan et al. 2018, "Generalized End-to-End Loss for Speaker Verification".
 *
 * @param o.layers LSTMs, 3 unless given
 * @param o.units their size, 256 unless given
 * @throws RangeError if layers or units is no positive integer
 */
export function lstmStack(o: NetworkOptions & { readonly layers?: number; readonly units?: number }): tf.LayersModel {
  const { features, dimensions, seed, layers = 3, units = 256 } = o;
  checkPositiveInteger(layers, 'lstmStack: layers');
  checkPositiveInteger(units, 'lstmStack: units');
  const input = stepsInput(features);
  let { x } = input;
  for (let i = 1; i <= layers; i++) x = recurrent(x, { name: `lstm${i}`, units });
  const last = lastStep({ name: 'last' }).apply([x, input.mask]);
  const dense = tf.layers.dense({
    name: 'embedding',
    units: dimensions,
    activation: 'relu',
    kernelInitializer: 'zeros',
  });
  const outputs = dense.apply(last) as tf.SymbolicTensor;
  const model = tf.model({ name: 'lstm-stack', inputs: [input.x, input.mask], outputs });
  return seedWeights(model, seed, () => 'glorot');
}
