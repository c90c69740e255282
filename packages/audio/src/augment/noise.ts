import type { Random } from '@siamese/core';
import { checkInRange, checkOneOf } from '@siamese/core/check';
import { resample } from '../resample/resample.ts';
import { framePowers } from '../signal/levels.ts';
import type { Waveform } from '../waveform.ts';
import { between, type Augment } from './batch.ts';

/** What is added, and how loud. */
export type NoiseOptions = {
  /** The share of crops that get noise. Default 0.5. */
  readonly probability?: number;
  /** Signal to noise in dB, drawn between these two. Default 5 to 30. */
  readonly snr?: readonly [low: number, high: number];
  /** `white`: equally loud at all frequencies; `pink`: 3 dB less with each octave. Default `pink`. */
  readonly colour?: 'white' | 'pink';
};

/**
 * Adds noise: `out = in + noise * sqrt(power(in) / power(noise) / 10^(snr / 10))`. Silence stays silent.
 *
 * @param recordings noise to take from instead of making it: rooms, streets, music. Not kept with a model.
 * @throws RangeError if an option is out of range
 */
export function noise(o: NoiseOptions = {}, recordings?: readonly Waveform[]): Augment {
  const { probability = 0.5, snr = [5, 30], colour = 'pink' } = o;
  checkInRange(probability, 0, 1, 'noise: probability');
  checkInRange(snr[0], -50, 100, 'noise: snr');
  checkInRange(snr[1], snr[0], 100, 'noise: snr');
  checkOneOf(colour, ['white', 'pink'], 'noise: colour');
  if (recordings?.length === 0) throw new RangeError('noise: recordings must be one or more, got none');
  return {
    onSamples({ samples, sampleRate }, random) {
      if (random.float() >= probability) return samples;
      const decibels = between(...snr, random);
      const added = recordings
        ? taken(recordings[random.int(recordings.length)]!, samples.length, sampleRate, random)
        : colour === 'white'
          ? Float32Array.from(samples, () => random.normal())
          : pink(samples.length, random);
      const [signal, power] = [powerOf(samples), powerOf(added)];
      if (power === 0) return samples;
      const factor = Math.sqrt(signal / power / 10 ** (decibels / 10));
      return samples.map((value, i) => value + factor * added[i]!);
    },
  };
}

function powerOf(samples: Float32Array): number {
  return framePowers(samples, Math.max(1, samples.length))[0] ?? 0;
}

/** A piece of a recording, which is repeated if it is shorter. */
function taken(recording: Waveform, length: number, sampleRate: number, random: Random): Float32Array {
  const samples = resample(recording.samples, recording.sampleRate, sampleRate);
  const start = random.int(samples.length);
  return Float32Array.from({ length }, (_, i) => samples[(start + i) % samples.length]!);
}

/** Sums of white noise that changes every 1, 2, 4 ... samples (Voss and McCartney). */
function pink(length: number, random: Random): Float32Array {
  const rows = Float64Array.from({ length: 14 }, () => random.normal());
  let sum = rows.reduce((a, b) => a + b, 0);
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const row = Math.min(rows.length - 1, Math.clz32(1) - Math.clz32((i + 1) & -(i + 1)));
    const next = random.normal();
    sum += next - rows[row]!;
    rows[row] = next;
    out[i] = sum + random.normal();
  }
  return out;
}
