import type { Features } from './features.ts';
import type { LogScale, MelFrontEnd } from './front-end.ts';
import { melFrames } from './mel-frames.ts';
import { melPairs } from './mel-pairs.ts';
import { normalise } from './normalise.ts';

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
  const fill = melPairs(frontEnd) ?? melFrames(frontEnd);
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
  if (range === null && offset === 0 && scale === 1) return;
  const least = range === null ? -Infinity : most - range;
  for (let i = 0; i < values.length; i++) {
    const taken = values[i]!;
    values[i] = ((taken < least ? least : taken) + offset) * scale;
  }
}
