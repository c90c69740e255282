import type { Waveform } from '../waveform.ts';
import { nameOf } from '../waveform.ts';
import { leastRate, mostRate } from './limits.ts';

/**
 * Throws unless samples can be used.
 *
 * @throws TypeError if they are not in a Float32Array, or the rate is no number
 * @throws RangeError if the rate is out of range, or a sample is NaN or infinite
 */
export function checkWaveform(waveform: Waveform): void {
  const { samples, sampleRate } = waveform;
  if (!(samples instanceof Float32Array)) {
    throw new TypeError(`${nameOf(waveform)} must have its samples in a Float32Array, got ${typeof samples}`);
  }
  if (typeof sampleRate !== 'number') {
    throw new TypeError(`${nameOf(waveform)} must have a number sampleRate, got ${typeof sampleRate}`);
  }
  if (!(Number.isSafeInteger(sampleRate) && sampleRate >= leastRate && sampleRate <= mostRate)) {
    throw new RangeError(
      `${nameOf(waveform)} must have between ${leastRate} and ${mostRate} whole samples a second, got ${sampleRate}`,
    );
  }
  // NaN and infinities are never equal to 0 times themselves.
  const wrong = samples.findIndex((value) => value * 0 !== 0);
  if (wrong >= 0) {
    throw new RangeError(`${nameOf(waveform)} must have finite samples, got ${samples[wrong]} at ${wrong}`);
  }
}
