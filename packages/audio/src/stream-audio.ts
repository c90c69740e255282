import { checkInRange } from '@siamese/core/check';
import { checkRate } from './decode-audio.ts';
import { openSound } from './decode/open-sound.ts';
import type { Channel } from './decode/sound.ts';
import { resampledSound } from './resample/resampled-sound.ts';
import type { AudioItem, Waveform } from './waveform.ts';

/** How a recording is cut into pieces. */
export type StreamAudioOptions = {
  /** Samples a second that they are brought to. Default: as the file has them. */
  readonly sampleRate?: number;
  /** Of many channels their mean (default), or the one of this index, 0 the first. */
  readonly channel?: Channel;
  /** Seconds of a piece. Default 10. */
  readonly seconds?: number;
  /** Seconds from the beginning of one piece to that of the next. Default: as long as a piece, so that they join. */
  readonly every?: number;
};

/** A piece of a recording, and where it begins. */
export type Piece = Waveform & { readonly from: number };

/**
 * A recording of any length a piece at a time, the last one as long as is left; of a WAV file no more than a piece is in
 * memory. Joined pieces equal the whole, resampled or not.
 *
 * @throws SyntaxError or RangeError as `decodeAudio`, when the piece with the fault is reached
 */
export async function* streamAudio(item: AudioItem, o: StreamAudioOptions = {}): AsyncGenerator<Piece, void> {
  const { seconds = 10, every = seconds } = o;
  checkInRange(seconds, 0.001, 3600, 'streamAudio: seconds');
  checkInRange(every, 0.001, Infinity, 'streamAudio: every');
  if (o.sampleRate !== undefined) checkRate(o.sampleRate, 'streamAudio: sampleRate');
  const opened = await openSound(item, o.channel);
  try {
    const sound = resampledSound(opened, o.sampleRate ?? opened.sampleRate);
    const { name, length, sampleRate } = sound;
    if (length === 0) throw new RangeError(`${name} has no samples; remove it`);
    const size = Math.round(seconds * sampleRate);
    const step = Math.max(1, Math.round(every * sampleRate));
    for (let from = 0; from < length; from += step) {
      const samples = await sound.read(from, Math.min(length, from + size));
      yield { samples, sampleRate, name, from: from / sampleRate };
      // What is left is in the piece before already.
      if (from + size >= length) return;
    }
  } finally {
    await opened.close();
  }
}
