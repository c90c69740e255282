import { inParallel, type RecentlyUsed } from '@siamese/core/items';
import { decodePicture } from '../decode-picture.ts';
import type { ImageItem, Picture } from '../picture.ts';
import { isPicture } from '../picture.ts';
import type { Frame } from '../resize/fit-picture.ts';
import { fitPicture } from '../resize/fit-picture.ts';

/** Decoders at work at once: enough for a few cores, few enough for the memory of large photographs. */
const decoders = 4;

/** An item's pixels in a frame. Photographs are decoded at four times the frame, which the area mean then takes down. */
export async function loadPicture(item: ImageItem, frame: Frame): Promise<Picture> {
  const picture = await decodePicture(item, { enough: 4 * Math.max(frame.width, frame.height) });
  return fitPicture(picture, frame);
}

/** The pixels of many items in a frame; with a cache, each path is read once as long as it is held. */
export async function loadPictures(
  items: readonly ImageItem[],
  frame: Frame,
  cache?: RecentlyUsed<Picture>,
): Promise<readonly Picture[]> {
  // Nothing to wait for is the common case in training on arrays.
  if (items.every(isPicture)) return items.map((item) => fitPicture(item, frame));
  return inParallel(items, decoders, async (item) => {
    if (typeof item !== 'string') return loadPicture(item, frame);
    const known = cache?.get(item);
    if (known !== undefined) return known;
    const picture = await loadPicture(item, frame);
    cache?.set(item, picture);
    return picture;
  });
}
