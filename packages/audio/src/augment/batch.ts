import type { Random } from '@siamese/core';

/** Samples on the way into a front end. */
export type Crop = { readonly samples: Float32Array; readonly sampleRate: number };

/** Features on the way into a network, `[frames, width]`; what is wiped becomes `silence`. */
export type Frames = {
  readonly values: Float32Array;
  readonly frames: number;
  readonly width: number;
  readonly silence: number;
};

/** A piece of augmentation, all of it decided by `random`. */
export type Augment = {
  /** Other samples in place of a crop's, which it leaves as they are; a shorter crop is filled up, a longer one cut. */
  readonly onSamples?: (crop: Crop, random: Random) => Float32Array;
  /** Changes the features of a crop in place. */
  readonly onFrames?: (frames: Frames, random: Random) => void;
};

/** Uniform between two numbers. */
export function between(low: number, high: number, random: Random): number {
  return low + (high - low) * random.float();
}
