import type { Preset } from '../settings.ts';
import { cnn } from './cnn.ts';

/**
 * The same siamese around a network of 2,629,248 weights, with batch normalisation and dropout; half the pairs of a step, for
 * a step takes fifteen times as long.
 */
export const deepCnn: Preset = { ...cnn, network: 'deep-cnn', batch: 64, schedule: 'cosine', warmup: 100, steps: 2000 };
