import type { Preset } from '../settings.ts';

/** A small convolutional siamese whose head is a Dense(1) on the distance: 39,452 weights, fifteen epochs of 157 steps. */
export const cnn: Preset = {
  data: 'mnist',
  network: 'small-cnn',
  dimensions: 28,
  distance: 'euclidean',
  loss: 'binary-cross-entropy',
  head: 'distance',
  batch: 128,
  learningRate: 3e-3,
  schedule: 'cosine',
  warmup: 50,
  steps: 15 * 157,
  checkpoint: 1500,
};
