import type { Preset } from '../settings.ts';

/** Recordings of one's own: crops of two seconds, varied by noise and rooms, of as many speakers as there are. */
export const own: Preset = {
  seconds: 2,
  augment: 'room+noise+specAugment',
  classes: 16,
  perClass: 4,
  steps: 500,
};
