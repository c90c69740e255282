import { loadElsewhere } from '#threads';
import { inParallel, type RecentlyUsed } from '@siamese/core/items';
import { type ImageItem, isPicture, type Picture } from '../picture.ts';
import { fitPicture, type Frame } from '../resize/fit-picture.ts';

/** Files that are sent to a thread at once: to send one takes as long as to decode a small one. */
const together = 16;

/** Tasks on their way at once: enough for a few cores, few enough for the memory of large photographs. */
const tasks = 4;

/**
 * The pixels of many items in a frame; what files hold is decoded in other threads, where there are some. With a cache, each
 * path is read once as long as it is held.
 */
export async function loadPictures(
  items: readonly ImageItem[],
  frame: Frame,
  cache?: RecentlyUsed<Picture>,
): Promise<readonly Picture[]> {
  const pictures = items.map((item) => {
    if (isPicture(item)) return fitPicture(item, frame);
    return typeof item === 'string' ? cache?.get(item) : undefined;
  });
  const missing = items.flatMap((item, index) =>
    pictures[index] === undefined && !isPicture(item) ? [{ item, index }] : [],
  );
  const starts = Array.from({ length: Math.ceil(missing.length / together) }, (_, i) => i * together);
  await inParallel(starts, tasks, async (from) => {
    const some = missing.slice(from, from + together);
    const loaded = await loadElsewhere({ items: some.map(({ item }) => item), frame });
    some.forEach(({ item, index }, i) => {
      pictures[index] = loaded[i]!;
      if (typeof item === 'string') cache?.set(item, loaded[i]!);
    });
  });
  return pictures as Picture[];
}
