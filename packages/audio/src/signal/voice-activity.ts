import { checkInRange } from '@siamese/core/check';
import { framePowers } from './levels.ts';

/** Where somebody speaks, in samples: from `from` up to `to`. */
export type Stretch = { readonly from: number; readonly to: number };

/** What counts as speech. */
export type VoiceActivityOptions = {
  /** How many decibels below the loudest frame still count. Default 35. */
  readonly decibels?: number;
  /** Seconds of a frame. Default 0.02. */
  readonly frame?: number;
  /** Seconds of silence that do not part two stretches. Default 0.3. */
  readonly pause?: number;
  /** Seconds that are kept before and after. Default 0.05. */
  readonly margin?: number;
};

/**
 * Where there is sound, by the energy of short frames; none in silence. It does not tell speech from other noise.
 *
 * @throws RangeError if an option is out of range
 */
export function voiceActivity(samples: Float32Array, sampleRate: number, o: VoiceActivityOptions = {}): Stretch[] {
  const { decibels = 35, frame = 0.02, pause = 0.3, margin = 0.05 } = o;
  checkInRange(decibels, 0, 200, 'voiceActivity: decibels');
  checkInRange(frame, 0.001, 1, 'voiceActivity: frame');
  checkInRange(pause, 0, Infinity, 'voiceActivity: pause');
  checkInRange(margin, 0, Infinity, 'voiceActivity: margin');
  const size = Math.max(1, Math.round(frame * sampleRate));
  const powers = framePowers(samples, size);
  const most = powers.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return [];
  const least = most * 10 ** (-decibels / 10);
  const around = Math.round(margin * sampleRate);
  const stretches: { from: number; to: number }[] = [];
  powers.forEach((power, t) => {
    if (power < least) return;
    const from = Math.max(0, t * size - around);
    const to = Math.min(samples.length, (t + 1) * size + around);
    const last = stretches.at(-1);
    if (last && from - last.to <= pause * sampleRate) last.to = to;
    else stretches.push({ from, to });
  });
  return stretches;
}

/**
 * Samples without the silence at both ends, a view; silence as a whole stays as it is.
 *
 * @throws RangeError if an option is out of range
 */
export function trimSilence(samples: Float32Array, sampleRate: number, o: VoiceActivityOptions = {}): Float32Array {
  const stretches = voiceActivity(samples, sampleRate, o);
  const [first, last] = [stretches[0], stretches.at(-1)];
  return first && last ? samples.subarray(first.from, last.to) : samples;
}
