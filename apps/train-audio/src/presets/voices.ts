import type { Preset } from '../settings.ts';

/** Synthesised voices: a small time-delay network, supervised contrastive over crops of a second. */
export const voices: Preset = {
  data: 'voices',
  augment: 'specAugment',
  classes: 32,
  perClass: 4,
  learningRate: 2e-3,
  steps: 600,
};
