import type { Preset } from '../settings.ts';

/**
 * Embeddings of two numbers, to be drawn as they are: four ways to learn them are `--loss softmax`, `contrastive`,
 * `binary-cross-entropy` and `triplet`; `--animation` shows how.
 */
export const lenet2d: Preset = {
  data: 'mnist',
  network: 'lenet',
  dimensions: 2,
  normalize: false,
  distance: 'euclidean',
  loss: 'contrastive',
  head: 'difference',
  batch: 64,
  classes: 10,
  perClass: 12,
  schedule: 'cosine',
  learningRate: 3e-3,
  epochs: 6,
  checkpoint: 2000,
};
