import { lengthOfTime } from './length-of-time.ts';

/** Samples a second that a file may have. */
export const leastRate = 1000;
export const mostRate = 768_000;

/** Channels that a file may have. */
export const mostChannels = 256;

/** Samples of one channel that are held at once (1 GiB): 93 minutes at 48 kHz. WAV files are read in pieces instead. */
export const mostSamples = 2 ** 28;

/** Bytes that a file of a compressed format may have. */
export const mostBytes = 2 ** 30;

/** Seconds that a recording must last to be of use. */
export const leastSeconds = 0.1;

/**
 * Throws unless a file's rate and channels can be used, and the channel that is wanted is there.
 *
 * @throws RangeError naming the file and what to do
 */
export function checkFormat(name: string, sampleRate: number, channels: number, channel: 'mean' | number): void {
  if (!(sampleRate >= leastRate && sampleRate <= mostRate)) {
    throw new RangeError(
      `${name} has ${sampleRate} samples a second, and ${leastRate} to ${mostRate} are read; convert it`,
    );
  }
  if (!(channels >= 1 && channels <= mostChannels)) {
    throw new RangeError(`${name} has ${channels} channels, and 1 to ${mostChannels} are read; convert it`);
  }
  if (typeof channel === 'number' && channel >= channels) {
    throw new RangeError(
      `${name} has ${channels} ${channels === 1 ? 'channel' : 'channels'}, and channel ${channel} (0 the first) is wanted; ` +
        "choose another or 'mean'",
    );
  }
}

/**
 * Throws unless a recording is long enough to be of use, and short enough to be held.
 *
 * @param longest seconds that may be held
 * @throws RangeError naming the file and what to do
 */
export function checkLength(name: string, samples: number, sampleRate: number, longest: number): void {
  const seconds = samples / sampleRate;
  if (samples === 0) throw new RangeError(`${name} has no samples; remove it`);
  if (seconds < leastSeconds) {
    throw new RangeError(
      `${name} lasts ${lengthOfTime(seconds)}, too short to tell anything apart (${leastSeconds} s is the least); remove it`,
    );
  }
  if (seconds > longest) {
    throw new RangeError(
      `${name} lasts ${lengthOfTime(seconds)}, more than the ${lengthOfTime(longest)} that are held at once; ` +
        'cut it into pieces, or read it with streamAudio',
    );
  }
}
