import type { Preset } from '../settings.ts';

/**
 * Garments of classes that were never seen: trained on the first seven of Fashion-MNIST, tested on sneaker, bag and boot. The
 * last map embeds: what comes after it forgets whatever the seven do not need, and so does a long training. Whitening the map on
 * the training items, or a loss on the map itself, tells clothes apart better and the three worse.
 */
export const fashionUnseen: Preset = {
  data: 'fashion-mnist',
  unseen: 3,
  network: 'wide-cnn',
  embedding: 'pool3',
  classes: 7,
  perClass: 12,
  learningRate: 2e-3,
  schedule: 'cosine',
  warmup: 15,
  steps: 150,
};
