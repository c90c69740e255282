import type { Labelled } from '@siamese/core';
import { readAll } from '@siamese/core/items';
import { doElsewhere } from '#threads';
import { decodeAudio, type DecodeAudioOptions } from './decode-audio.ts';
import { checkHeard } from './decode/check-heard.ts';
import type { AudioItem, Waveform } from './waveform.ts';
import { isWaveform, nameOf } from './waveform.ts';

/** What recordings are brought to, and what happens to those that can't be read. */
export type DecodeAllOptions = DecodeAudioOptions & {
  /** Whether unreadable items are left out and listed; else they are an error. Default false. */
  readonly skipBad?: boolean;
  /** Told after each item how many of all are done. */
  readonly onProgress?: (done: number, total: number) => void;
};

/** Labelled samples, and what became of the rest. */
export type DecodedAll = Labelled<Waveform> & {
  /** Items that were left out, and why; empty unless `skipBad`. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

/**
 * Decodes all items before training starts, so that a bad one is found now, one of silence included; in Node many files are
 * decoded in threads.
 *
 * @throws SyntaxError naming the first unreadable items and their number, unless `skipBad`
 * @throws RangeError if no item is left, or an option is out of range
 */
export async function decodeAll(data: Labelled<AudioItem>, o: DecodeAllOptions = {}): Promise<DecodedAll> {
  const { skipBad = false, onProgress, ...options } = o;
  const { kept, skipped } = await readAll('decodeAll', data.items, {
    one: 'recording',
    many: 'recordings',
    async read(item) {
      const found = await (isWaveform(item)
        ? decodeAudio(item, options)
        : doElsewhere({ kind: 'decode', item, options }));
      checkHeard(nameOf(item), found.samples);
      return found;
    },
    nameOf,
    skipBad,
    onProgress,
  });
  return {
    items: kept.map(({ value }) => value),
    labels: kept.map(({ index }) => data.labels[index]!),
    ...(data.groups === undefined ? {} : { groups: kept.map(({ index }) => data.groups![index]!) }),
    skipped,
  };
}
