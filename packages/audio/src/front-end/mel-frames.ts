import type { MelFrontEnd } from './front-end.ts';
import { logOf } from './log-of.ts';
import { melFilter } from './mel-filter.ts';
import { powerSpectrum } from './power-spectrum.ts';

/** Fills `values` with the mel bands, or their logarithms, of so many frames of samples that have their edges. */
export type MelFrames = (samples: Float32Array, values: Float32Array, frames: number) => void;

/** Hann's window in the middle of a frame. */
export function hann({ fft, window }: MelFrontEnd): Float64Array {
  const taper = new Float64Array(fft);
  const left = (fft - window) >> 1;
  for (let n = 0; n < window; n++) taper[left + n] = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window);
  return taper;
}

/** Mel bands frame by frame, wherever JavaScript runs. */
export function melFrames(o: MelFrontEnd): MelFrames {
  const { fft, hop, power, mels, log } = o;
  const spectrum = powerSpectrum(hann(o));
  const bins = new Float64Array((fft >> 1) + 1);
  const filter = melFilter(o);
  return (samples, values, frames) => {
    for (let t = 0; t < frames; t++) {
      spectrum(samples, t * hop, bins);
      if (power === 1) for (let k = 0; k < bins.length; k++) bins[k] = Math.sqrt(bins[k]!);
      filter(bins, values, t * mels);
    }
    if (log === null) return;
    const taken = logOf(log);
    for (let i = 0; i < frames * mels; i++) values[i] = taken(values[i]!);
  };
}
