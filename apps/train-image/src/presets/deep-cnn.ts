import type { Preset } from '../settings.ts';
import { cnn } from './cnn.ts';

/** The same siamese around a network of 2,629,248 weights, with batch normalisation and dropout. */
export const deepCnn: Preset = { ...cnn, network: 'deep-cnn', schedule: 'cosine', warmup: 100 };
