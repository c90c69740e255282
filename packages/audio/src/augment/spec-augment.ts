import { checkInRange, checkNonNegativeInteger } from '@siamese/core/check';
import type { Augment } from './batch.ts';

/** How much of a spectrogram is wiped. */
export type SpecAugmentOptions = {
  /** Stretches of time. Default 1. */
  readonly times?: number;
  /** The longest of them, as a share of the frames. Default 0.1. */
  readonly time?: number;
  /** Stretches of frequency. Default 1. */
  readonly bands?: number;
  /** The widest of them, as a share of the features. Default 0.15. */
  readonly band?: number;
};

/**
 * Wipes stretches of time and of frequency to silence, each as wide as is drawn, anywhere.
 *
 * Reference: Park et al. 2019, "SpecAugment: A Simple Data Augmentation Method for Automatic Speech Recognition" (without
 * its time warp, which its authors found to matter least).
 *
 * @throws RangeError if an option is out of range
 */
export function specAugment(o: SpecAugmentOptions = {}): Augment {
  const { times = 1, time = 0.1, bands = 1, band = 0.15 } = o;
  checkNonNegativeInteger(times, 'specAugment: times');
  checkNonNegativeInteger(bands, 'specAugment: bands');
  checkInRange(time, 0, 1, 'specAugment: time');
  checkInRange(band, 0, 1, 'specAugment: band');
  return {
    onFrames({ values, frames, width, silence }, random) {
      for (let i = 0; i < times; i++) {
        const length = random.int(Math.floor(time * frames) + 1);
        const start = random.int(frames - length + 1);
        values.fill(silence, start * width, (start + length) * width);
      }
      for (let i = 0; i < bands; i++) {
        const length = random.int(Math.floor(band * width) + 1);
        const start = random.int(width - length + 1);
        for (let t = 0; t < frames; t++) values.fill(silence, t * width + start, t * width + start + length);
      }
    },
  };
}
