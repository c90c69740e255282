import type { Preset } from '../settings.ts';

/** Who of six people says a digit. */
export const fsddSpeakers: Preset = {
  data: 'fsdd-speakers',
  rate: 8000,
  seconds: 0.5,
  augment: 'noise+specAugment',
  classes: 6,
  perClass: 16,
  steps: 250,
};
