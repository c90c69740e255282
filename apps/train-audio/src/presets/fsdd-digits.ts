import type { Preset } from '../settings.ts';

/** Which digit is said by somebody new. Six trainings, each without one of six people. */
export const fsddDigits: Preset = {
  data: 'fsdd-digits',
  rate: 8000,
  seconds: 0.6,
  augment: 'noise+specAugment',
  classes: 10,
  perClass: 10,
  steps: 300,
};
