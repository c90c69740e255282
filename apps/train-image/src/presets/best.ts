import type { Preset } from '../settings.ts';

/** Whatever learns fastest and best: a small ResNet, supervised contrastive, small affine augmentation. */
export const best: Preset = {
  network: 'resnet',
  augment: 'affine',
  learningRate: 2e-3,
  schedule: 'cosine',
  warmup: 50,
  steps: 800,
  checkpoint: 500,
  for: {
    mnist: { classes: 10, perClass: 12, steps: 3000 },
    'fashion-mnist': { augment: 'flip+affine', classes: 10, perClass: 12, steps: 3000 },
    omniglot: { steps: 3000 },
    // an own folder may have few classes, and few pictures of each
    folder: { classes: 16, perClass: 3 },
  },
};
