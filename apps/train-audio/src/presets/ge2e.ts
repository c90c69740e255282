import type { Preset } from '../settings.ts';

/**
 * AudioEncoder as published (yui-mhcp/siamese_networks): the network of AudioSiamese without a head, trained by GE2E (Wan et al.
 * 2018) over groups of 16 speakers with 8 crops of 3 s each.
 */
export const ge2e: Preset = {
  rate: 22_050,
  frontEnd: 'tacotron',
  network: 'mel-cnn-lstm',
  dimensions: 256,
  seconds: 3,
  loss: 'ge2e',
  classes: 16,
  perClass: 8,
  schedule: 'constant',
  warmup: 0,
  steps: 500,
};
