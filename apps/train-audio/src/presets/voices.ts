import type { Preset } from '../settings.ts';

/** Synthesised voices: a small time-delay network, supervised contrastive over crops of a second. */
export const voices: Preset = {
  data: 'voices',
  augment: 'specAugment',
  width: 128,
  classes: 32,
  perClass: 4,
  learningRate: 3e-3,
  steps: 1000,
};
