import type { Preset } from '../settings.ts';

/** One recording of each of 140 speakers, by crops of it, who also play faster and slower as others, some crops in noise. */
export const librispeechMini: Preset = {
  data: 'librispeech-mini',
  seconds: 1.6,
  speeds: '0.9+1.1',
  augment: 'noise+specAugment',
  classes: 32,
  perClass: 3,
  learningRate: 2e-3,
  steps: 400,
};
