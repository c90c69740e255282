import type { Random } from '@siamese/core';

/** Samples on the way into a front end: a crop, which a piece may change in place or replace by one of the same length. */
export type Crop = { readonly samples: Float32Array; readonly sampleRate: number };

/** Changes a crop of samples, all of it decided by `random`. */
export type Augment = (crop: Crop, random: Random) => Float32Array;
