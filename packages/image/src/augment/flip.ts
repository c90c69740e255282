import { checkInRange } from '@siamese/core/check';
import type { Augment } from './batch.ts';

/**
 * Mirrors pictures left to right. Not for characters: a mirrored letter is another letter.
 *
 * @param o.probability the share of pictures that are mirrored, 0.5 unless given
 * @throws RangeError if the probability is not between 0 and 1
 */
export function flip({ probability = 0.5 }: { readonly probability?: number } = {}): Augment {
  checkInRange(probability, 0, 1, 'flip: probability');
  return ({ values, count, height, width, channels }, random) => {
    for (let n = 0; n < count; n++) {
      if (random.float() >= probability) continue;
      for (let y = 0; y < height; y++) {
        const row = (n * height + y) * width * channels;
        for (let x = 0; x < width >> 1; x++) {
          for (let c = 0; c < channels; c++) {
            const a = row + x * channels + c;
            const b = row + (width - 1 - x) * channels + c;
            const kept = values[a]!;
            values[a] = values[b]!;
            values[b] = kept;
          }
        }
      }
    }
  };
}
