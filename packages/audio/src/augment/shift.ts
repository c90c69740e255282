import { checkInRange } from '@siamese/core/check';
import { between as piece } from '../decode/sound.ts';
import { between, type Augment } from './batch.ts';

/**
 * Moves crops earlier or later; silence comes in.
 *
 * @param o.seconds the furthest each way, 0.1 unless given
 * @throws RangeError if it is negative
 */
export function shift({ seconds = 0.1 }: { readonly seconds?: number } = {}): Augment {
  checkInRange(seconds, 0, Infinity, 'shift: seconds');
  return {
    onSamples({ samples, sampleRate }, random) {
      const by = Math.round(between(-seconds, seconds, random) * sampleRate);
      return piece(samples, 0, by, by + samples.length);
    },
  };
}
