import type { Labelled } from '@siamese/core';
import { checkPositiveInteger } from '@siamese/core/check';
import { readAll } from '@siamese/core/items';
import type { ImageItem, Picture } from './picture.ts';
import { nameOf } from './picture.ts';
import { loadPictures } from './preparation/load-pictures.ts';
import type { Fit } from './resize/fit-picture.ts';
import { isColourful } from './resize/is-colourful.ts';
import { withChannels } from './resize/with-channels.ts';

/** What pictures are brought to, and what happens to those that can't be read. */
export type DecodeAllOptions = {
  /** Pixels a side. Default 64. */
  readonly size?: number | { readonly width: number; readonly height: number };
  /** 1: grey, 3: colour. Default: 3 if any picture has colour, else 1. */
  readonly channels?: 1 | 3;
  /** See `Frame`. Default `contain`. */
  readonly fit?: Fit;
  /** See `Frame`. Default `border`. */
  readonly background?: number | 'border';
  /** Whether unreadable items are left out and listed; else they are an error. Default false. */
  readonly skipBad?: boolean;
  /** Told after each item how many of all are done. */
  readonly onProgress?: (done: number, total: number) => void;
};

/** Labelled pixels, and what became of the rest. */
export type DecodedAll = Labelled<Picture> & {
  /** The channels of every picture. */
  readonly channels: 1 | 3;
  /** Items that were left out, and why; empty unless `skipBad`. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

/**
 * Decodes all items before training starts, so that a bad one is found now; what comes is of one size and ready for an
 * encoder of that size.
 *
 * @throws SyntaxError naming the first unreadable items and their number, unless `skipBad`
 * @throws RangeError if no item is left, or an option is out of range
 */
export async function decodeAll(data: Labelled<ImageItem>, o: DecodeAllOptions = {}): Promise<DecodedAll> {
  const { size = 64, fit = 'contain', background = 'border', skipBad = false, onProgress } = o;
  const { width, height } = typeof size === 'object' ? size : { width: size, height: size };
  checkPositiveInteger(width, 'decodeAll: size');
  checkPositiveInteger(height, 'decodeAll: size');
  const { kept, skipped } = await readAll('decodeAll', data.items, {
    one: 'picture',
    many: 'pictures',
    read: async (item) => {
      const [loaded] = await loadPictures([item], { width, height, channels: o.channels ?? 3, fit, background });
      const picture = loaded!;
      return typeof item === 'string' ? { ...picture, name: item } : picture;
    },
    nameOf,
    skipBad,
    onProgress,
  });
  const channels = o.channels ?? (kept.some(({ value }) => isColourful(value)) ? 3 : 1);
  return {
    items: kept.map(({ value }) => withChannels(value, channels)),
    labels: kept.map(({ index }) => data.labels[index]!),
    ...(data.groups === undefined ? {} : { groups: kept.map(({ index }) => data.groups![index]!) }),
    channels,
    skipped,
  };
}
