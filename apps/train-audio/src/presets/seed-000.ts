import type { Preset } from '../settings.ts';

/**
 * AudioSiamese as published (yui-mhcp/siamese_networks): mel frames of Tacotron at 22,050 Hz, convolutions and an LSTM of 256, a
 * Dense(1) on the distance, binary cross-entropy over pairs, RMSprop, crops of 5 s, 16 pairs a step.
 */
export const seed000: Preset = {
  rate: 22_050,
  frontEnd: 'tacotron',
  network: 'mel-cnn-lstm',
  dimensions: 256,
  seconds: 5,
  distance: 'euclidean',
  loss: 'binary-cross-entropy',
  head: 'distance',
  batch: 16,
  optimizer: 'rmsprop',
  schedule: 'constant',
  warmup: 0,
  steps: 500,
};
