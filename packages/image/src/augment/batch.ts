import type { Random } from '@siamese/core';

/** Pictures on the way into a network: floats, `[count, height, width, channels]` row-major, 0 black to 1 white. */
export type PixelBatch = {
  readonly values: Float32Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
};

/** Changes a batch in place, each picture in its own way, all of it decided by `random`. */
export type Augment = (batch: PixelBatch, random: Random) => void;

/** Uniform in `[-reach, reach)`. */
export function within(reach: number, random: Random): number {
  return reach * (2 * random.float() - 1);
}
