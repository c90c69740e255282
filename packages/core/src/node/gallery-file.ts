import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { type Gallery, galleryBytes, galleryFile, galleryOf } from '../verbs/index.ts';
import { readSafetensors } from './read-safetensors.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/** Saves a gallery as one file: whole, or what was there stays. @throws SyntaxError if it can't be kept */
export async function saveGallery<Query, Item>(gallery: Gallery<Query, Item>, path: string): Promise<void> {
  await writeFileAtomic(path, await galleryBytes(gallery));
}

/**
 * Reads a gallery that `saveGallery` wrote.
 *
 * @param model the encoder, siamese or comparator that it was enrolled with
 * @throws SyntaxError naming the file and the field if it is another file, damaged or cut short
 * @throws RangeError if it is not there, of a newer version, or was enrolled with another model
 */
export async function loadGallery<Item, Query = Item>(
  path: string,
  model: Encoder<Item> | Comparator<Item, Query>,
): Promise<Gallery<Query, Item>> {
  return galleryOf(await readSafetensors(path, galleryFile), model, path);
}
