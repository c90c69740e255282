import type { Preset } from '../settings.ts';

/** A plain siamese MLP on MNIST as in Keras tutorials: 512-256-128, Euclidean, contrastive, called same below distance .5. */
export const mlp: Preset = {
  data: 'mnist',
  network: 'mlp',
  normalize: false,
  distance: 'euclidean',
  loss: 'contrastive',
  margin: 1,
  threshold: 0.5,
  checkpoint: 10_000,
};
