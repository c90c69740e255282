import type { Preset } from '../settings.ts';

/** Whatever learns fastest and best: a small ResNet, supervised contrastive, small affine augmentation. */
export const best: Preset = {
  network: 'resnet',
  augment: 'affine',
  schedule: 'cosine',
  warmup: 100,
  steps: 1000,
  for: {
    scribbles: { steps: 1500 },
    mnist: { classes: 10, perClass: 12, steps: 4000 },
    'fashion-mnist': { classes: 10, perClass: 12, steps: 4000 },
    folder: { classes: 16, perClass: 3 },
    omniglot: { steps: 4000 },
  },
};
