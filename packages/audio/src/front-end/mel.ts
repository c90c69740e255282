import type { Features } from './features.ts';
import type { LogScale, MelFrontEnd } from './front-end.ts';
import { logOf } from './log-of.ts';
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
    silence: log === null ? 0 : (Math.fround(logOf(log)(0)) + log.offset) * log.scale,
    of(samples) {
      const frames = framesOf(samples.length);
      const values = new Float32Array(frames * mels);
      fill(padded(samples, frontEnd, edge), values, frames);
      if (log !== null) finishLog(values, log);
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

/** What follows the logarithms: no more than `range` below the largest, then moved and scaled. */
function finishLog(values: Float32Array, { range, offset, scale }: LogScale): void {
  if (range === null && offset === 0 && scale === 1) return;
  const least = range === null ? -Infinity : values.reduce((most, value) => Math.max(most, value), -Infinity) - range;
  for (let i = 0; i < values.length; i++) {
    const taken = values[i]!;
    values[i] = ((taken < least ? least : taken) + offset) * scale;
  }
}
