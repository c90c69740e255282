/** The losses that can be asked for: every one that takes labels. `losses.ts` makes them. */
export const lossNames = [
  'contrastive',
  'online-contrastive',
  'margin',
  'binary-cross-entropy',
  'triplet',
  'soft-triplet',
  'margin-of-triplets',
  'info-nce',
  'siglip',
  'n-pairs',
  'supervised-contrastive',
  'nt-xent',
  'multi-similarity',
  'circle',
  'lifted-structure',
  'soft-nearest-neighbours',
  'fast-ap',
  'ranked-list',
  'surrogate-precision',
  'histogram',
  'snr-contrastive',
  'ge2e',
  'softmax',
  'normalized-softmax',
  'arc-face',
  'cos-face',
  'sphere-face',
  'sub-centre-arc-face',
  'proxy-nca',
  'proxy-anchor',
  'soft-triple',
] as const;
export type LossName = (typeof lossNames)[number];

/** What can pick triplets or pairs from a batch of groups. `miners.ts` makes them. */
export const minerNames = [
  'none',
  'batch-hard',
  'semi-hard',
  'batch-all',
  'batch-easy-hard',
  'random-hard',
  'distance-weighted',
  'every-pair',
  'hardest-pairs',
  'margin-pairs',
  'multi-similarity-pairs',
] as const;
export type MinerName = (typeof minerNames)[number];
export const distanceNames = ['euclidean', 'squared-euclidean', 'manhattan', 'cosine', 'dot'] as const;
export const headNames = ['distance', 'difference', 'scaled'] as const;
export const optimizerNames = ['adam', 'sgd', 'rmsprop'] as const;
export const scheduleNames = ['constant', 'cosine'] as const;
