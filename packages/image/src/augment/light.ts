import { checkInRange } from '@siamese/core/check';
import type { Augment } from './batch.ts';
import { within } from './batch.ts';

/** How far `light` may go, each way; drawn uniformly for every picture. */
export type LightOptions = {
  /** Added to every value; values go from 0 to 1. Default 0.1. */
  readonly brightness?: number;
  /** Contrast about the picture's mean: by a factor between `1 / (1 + contrast)` and `1 + contrast`. Default 0.2. */
  readonly contrast?: number;
};

/**
 * Changes brightness and contrast: `out = clamp((in - mean) * factor + mean + added, 0, 1)`.
 *
 * @throws RangeError if an amount is out of range
 */
export function light({ brightness = 0.1, contrast = 0.2 }: LightOptions = {}): Augment {
  checkInRange(brightness, 0, 1, 'light: brightness');
  checkInRange(contrast, 0, 10, 'light: contrast');
  return ({ values, count, height, width, channels }, random) => {
    const size = height * width * channels;
    for (let n = 0; n < count; n++) {
      const start = n * size;
      let sum = 0;
      for (let i = start; i < start + size; i++) sum += values[i]!;
      const factor = (1 + contrast) ** within(1, random);
      const added = (sum / size) * (1 - factor) + within(brightness, random);
      for (let i = start; i < start + size; i++) {
        const value = values[i]! * factor + added;
        values[i] = value < 0 ? 0 : value > 1 ? 1 : value;
      }
    }
  };
}
