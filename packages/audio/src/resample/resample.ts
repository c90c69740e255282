import { between } from '../decode/sound.ts';
import { resampler } from './resampler.ts';

/**
 * Samples at another rate, band-limited (see `resampler`); sample 0 stays at time 0, and outside of them there is silence.
 * The same array where the rates are equal.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const { lengthOf, needs, run } = resampler(from, to);
  const length = lengthOf(samples.length);
  const [first, end] = needs(0, length);
  return run(between(samples, 0, first, end), first, 0, length);
}
