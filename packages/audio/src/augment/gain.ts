import { checkInRange } from '@siamese/core/check';
import { between, type Augment } from './batch.ts';

/**
 * Makes crops louder or softer: `out = 10^(g / 20) in`, g uniform up to `decibels` each way.
 *
 * @param o.decibels the largest change, 6 unless given
 * @throws RangeError if it is not between 0 and 60
 */
export function gain({ decibels = 6 }: { readonly decibels?: number } = {}): Augment {
  checkInRange(decibels, 0, 60, 'gain: decibels');
  return {
    onSamples({ samples }, random) {
      const factor = 10 ** (between(-decibels, decibels, random) / 20);
      return samples.map((value) => value * factor);
    },
  };
}
