import { checkInRange } from '@siamese/core/check';
import { checkLength } from './decode/limits.ts';
import { openSound } from './decode/open-sound.ts';
import type { Channel } from './decode/sound.ts';
import { resampledSound } from './resample/resampled-sound.ts';
import type { AudioItem, Waveform } from './waveform.ts';

/** Which samples of an item are wanted. */
export type DecodeAudioOptions = {
  /** Samples a second that they are brought to. Default: as the file has them. */
  readonly sampleRate?: number;
  /** Of many channels their mean (default), or the one of this index, 0 the first. */
  readonly channel?: Channel;
  /** Seconds at which it begins. Default 0. */
  readonly from?: number;
  /** Seconds that are read. Default: up to the end. */
  readonly seconds?: number;
  /** Seconds that are held at most. Default 3600. */
  readonly longest?: number;
};

/**
 * An item's samples, of one channel; of a WAV file only what is wanted is read.
 *
 * @throws SyntaxError naming the file if it is no recording that is read, damaged, cut short, or holds what is no number
 * @throws RangeError naming the file if it is missing, shorter than 0.1 s or longer than `longest`, or `from` is behind its end
 * @throws TypeError if it is neither a path, bytes nor samples
 */
export async function decodeAudio(item: AudioItem, o: DecodeAudioOptions = {}): Promise<Waveform> {
  const { from = 0, longest = 3600, seconds = Infinity } = o;
  checkInRange(from, 0, Infinity, 'decodeAudio: from');
  checkInRange(seconds, 0, Infinity, 'decodeAudio: seconds');
  if (o.sampleRate !== undefined) checkRate(o.sampleRate, 'decodeAudio: sampleRate');
  const opened = await openSound(item, o.channel);
  try {
    const sound = resampledSound(opened, o.sampleRate ?? opened.sampleRate);
    const { name, sampleRate, length } = sound;
    const first = Math.round(from * sampleRate);
    const end = Math.min(length, seconds === Infinity ? length : first + Math.round(seconds * sampleRate));
    if (length > 0 && first >= length) {
      throw new RangeError(
        `decodeAudio: from must be before the end of ${name} at ${length / sampleRate} s, got ${from}`,
      );
    }
    checkLength(name, end - first, sampleRate, longest);
    const samples = await sound.read(first, end);
    return { samples, sampleRate, ...(typeof item === 'string' ? { name: item } : {}) };
  } finally {
    await opened.close();
  }
}

/** Throws unless a rate is a whole number that is read. */
export function checkRate(sampleRate: number, where: string): void {
  checkInRange(sampleRate, 1000, 768_000, where);
  if (!Number.isSafeInteger(sampleRate)) throw new RangeError(`${where} must be a whole number, got ${sampleRate}`);
}
