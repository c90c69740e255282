import { checkInRange } from '@siamese/core/check';
import type { Augment } from './batch.ts';

/** What `erase` takes away. */
export type EraseOptions = {
  /** The share of pictures that lose a piece. Default 0.5. */
  readonly probability?: number;
  /** The longest side of the piece, as a share of the picture's. Default 0.3. */
  readonly size?: number;
};

/**
 * Wipes a rectangle to the picture's mean, at any place, sides uniform up to `size` of the picture's (DeVries and Taylor
 * 2017, "Improved Regularization of Convolutional Neural Networks with Cutout").
 *
 * @throws RangeError if an option is not between 0 and 1
 */
export function erase({ probability = 0.5, size = 0.3 }: EraseOptions = {}): Augment {
  checkInRange(probability, 0, 1, 'erase: probability');
  checkInRange(size, 0, 1, 'erase: size');
  return ({ values, count, height, width, channels }, random) => {
    const whole = height * width * channels;
    for (let n = 0; n < count; n++) {
      if (random.float() >= probability) continue;
      const w = Math.round(random.float() * size * width);
      const h = Math.round(random.float() * size * height);
      const left = random.int(width - w + 1);
      const top = random.int(height - h + 1);
      const means = new Float64Array(channels);
      for (let i = 0; i < whole; i++) means[i % channels]! += values[n * whole + i]! / (height * width);
      for (let y = top; y < top + h; y++) {
        const row = ((n * height + y) * width + left) * channels;
        for (let i = 0; i < w * channels; i++) values[row + i] = means[i % channels]!;
      }
    }
  };
}
