import type { DecodeOther, OpenSource } from './decode.ts';
import { mixed } from './mixed.ts';

/** The part of a browser that is used here. */
type Browser = {
  readonly OfflineAudioContext: new (
    channels: number,
    length: number,
    sampleRate: number,
  ) => {
    decodeAudioData(bytes: ArrayBuffer): Promise<{
      readonly numberOfChannels: number;
      readonly sampleRate: number;
      getChannelData(channel: number): Float32Array;
    }>;
  };
};

/** What browsers resample to before anybody sees the samples. */
const otherRate = 48_000;

/**
 * Fetches a URL; the browser keeps a large file on disk, of which pieces are read.
 *
 * @throws RangeError naming the URL if it cannot be fetched
 */
export const openSource: OpenSource = async (url) => {
  const answer = await fetch(url).catch(() => undefined);
  if (answer?.ok !== true) {
    throw new RangeError(`${url} cannot be fetched (${answer?.status ?? 'no answer'}); check the address`);
  }
  const blob = await answer.blob();
  return {
    name: url,
    size: blob.size,
    read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
    close: async () => {},
  };
};

/**
 * Decodes with the browser, which resamples to 48 kHz.
 *
 * @throws SyntaxError naming the file if the browser cannot read it
 */
export const decodeOther: DecodeOther = async (bytes, called, name, channel) => {
  const { OfflineAudioContext } = globalThis as unknown as Browser;
  const context = new OfflineAudioContext(1, 1, otherRate);
  const sound = await context.decodeAudioData(Uint8Array.from(bytes).buffer).catch(() => {
    throw new SyntaxError(`${name} is an ${called} file that this browser does not read; convert it to WAV or FLAC`);
  });
  const channels = Array.from({ length: sound.numberOfChannels }, (_, c) => sound.getChannelData(c));
  return { samples: mixed(channels, channel), sampleRate: sound.sampleRate };
};
