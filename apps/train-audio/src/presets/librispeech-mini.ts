import type { Preset } from '../settings.ts';

/** One recording of each of 140 speakers, which also play faster and slower as others, in noise and in rooms. */
export const librispeechMini: Preset = {
  data: 'librispeech-mini',
  seconds: 2,
  speeds: '0.9+1.1',
  augment: 'room+noise+specAugment',
  classes: 32,
  perClass: 4,
  learningRate: 1e-3,
  steps: 800,
};
