import { loadPicture } from '../preparation/load-picture.ts';
import type { ImageItem, Picture } from '../picture.ts';
import type { Frame } from '../resize/fit-picture.ts';

/** What may be asked of another thread, all of it plain data: a few files' pixels in a frame. */
export type LoadTask = { readonly items: readonly Exclude<ImageItem, Picture>[]; readonly frame: Frame };

/** Does a task in the thread that asks, one file after the other: that there are several tasks keeps the cores at work. */
export async function loadHere({ items, frame }: LoadTask): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const item of items) pictures.push(await loadPicture(item, frame));
  return pictures;
}
