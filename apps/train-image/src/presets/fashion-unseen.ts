import type { Preset } from '../settings.ts';

/** Garments of classes that were never seen: trained on the first seven of Fashion-MNIST, tested on sneaker, bag and boot. */
export const fashionUnseen: Preset = {
  data: 'fashion-mnist',
  unseen: 3,
  network: 'cnn',
  classes: 7,
  perClass: 12,
  schedule: 'cosine',
  warmup: 50,
  steps: 400,
};
