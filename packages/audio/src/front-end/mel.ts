import type { Features } from './features.ts';
import type { LogScale, MelFrontEnd } from './front-end.ts';
import { melFilters } from './mel-filters.ts';
import { normalise } from './normalise.ts';
import { powerSpectrum } from './power-spectrum.ts';

/**
 * Mel spectrograms: `[frames, mels]`, frame by frame.
 *
 * For samples x, with w the window and t the frame: `S[k, t] = |sum_n w[n] x[t hop + n] exp(-2 pi i k n / fft)|^power`,
 * `mel[m, t] = sum_k filter[m, k] S[k, t]`, then the logarithm and what follows.
 */
export function melFeatures(frontEnd: MelFrontEnd): Features {
  const { fft, hop, edges, dropLast, mels, log } = frontEnd;
  const edge = edges === 'none' ? 0 : fft >> 1;
  const framesOf = (samples: number) => {
    const all = Math.floor((samples + 2 * edge - fft) / hop) + 1;
    return Math.max(0, dropLast ? all - 1 : all);
  };
  const fill = frameFiller(frontEnd);
  return {
    width: mels,
    framesOf,
    silence: log === null ? 0 : (logarithm(log)(log.floor + log.added) + log.offset) * log.scale,
    of(samples) {
      const frames = framesOf(samples.length);
      const values = new Float32Array(frames * mels);
      fill(padded(samples, frontEnd, edge), values, frames);
      if (log !== null) takeLog(values, log);
      normalise(values, mels, frontEnd.normalise);
      return values;
    },
  };
}

/** The filters' values of every frame of samples that have their edges. */
function frameFiller(o: MelFrontEnd): (samples: Float32Array, values: Float32Array, frames: number) => void {
  const { fft, window, hop, power, mels } = o;
  const spectrum = powerSpectrum(fft);
  const frame = new Float64Array(fft);
  const bins = new Float64Array((fft >> 1) + 1);
  const taper = Float64Array.from({ length: window }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window));
  const left = (fft - window) >> 1;
  const filters = melFilters(o);
  const firsts = Int32Array.from(filters, ({ first }) => first);
  const starts = new Int32Array(mels + 1);
  filters.forEach(({ weights }, m) => (starts[m + 1] = starts[m]! + weights.length));
  const weights = new Float64Array(starts[mels]!);
  filters.forEach((filter, m) => weights.set(filter.weights, starts[m]!));
  const highest = Math.max(...filters.map(({ first, weights }) => first + weights.length));
  return (samples, values, frames) => {
    for (let t = 0; t < frames; t++) {
      const from = t * hop + left;
      for (let n = 0; n < window; n++) frame[left + n] = taper[n]! * samples[from + n]!;
      spectrum(frame, bins);
      if (power === 1) for (let k = 0; k < highest; k++) bins[k] = Math.sqrt(bins[k]!);
      for (let m = 0; m < mels; m++) {
        const end = starts[m + 1]!;
        let sum = 0;
        for (let i = starts[m]!, k = firsts[m]!; i < end; i++, k++) sum += weights[i]! * bins[k]!;
        values[t * mels + m] = sum;
      }
    }
  };
}

/** Samples with their edges, and with what pre-emphasis leaves of them. */
function padded(samples: Float32Array, { edges, preEmphasis }: MelFrontEnd, edge: number): Float32Array {
  const { length } = samples;
  const out = new Float32Array(length + 2 * edge);
  out.set(samples, edge);
  if (preEmphasis !== 0) {
    for (let n = length - 1; n > 0; n--) out[edge + n] = samples[n]! - preEmphasis * samples[n - 1]!;
  }
  if (edges === 'reflect' && length > 0) {
    // A short clip is mirrored again and again.
    const period = Math.max(1, 2 * (length - 1));
    const place = (n: number) => {
      const at = ((n % period) + period) % period;
      return edge + (at < length ? at : period - at);
    };
    for (let n = 1; n <= edge; n++) {
      out[edge - n] = out[place(-n)]!;
      out[edge + length - 1 + n] = out[place(length - 1 + n)]!;
    }
  }
  return out;
}

function logarithm({ base }: LogScale): (value: number) => number {
  return base === 'e' ? Math.log : Math.log10;
}

function takeLog(values: Float32Array, o: LogScale): void {
  const { floor, added, range, offset, scale } = o;
  const log = logarithm(o);
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const taken = log((value > floor ? value : floor) + added);
    values[i] = taken;
    if (taken > most) most = taken;
  }
  const least = range === null ? -Infinity : most - range;
  for (let i = 0; i < values.length; i++) {
    const taken = values[i]!;
    values[i] = ((taken < least ? least : taken) + offset) * scale;
  }
}
