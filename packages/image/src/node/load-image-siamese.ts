import type { Comparator } from '@siamese/core';
import type { ImageItem } from '../picture.ts';
import { loadImageModel } from './load-image-model.ts';

/**
 * The siamese in a folder that `save` wrote: its encoder, its head and its calibration.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of pictures, or has no head
 */
export async function loadImageSiamese(folder: string): Promise<Comparator<ImageItem>> {
  const model = await loadImageModel(folder);
  if ('head' in model) return model;
  model.model.dispose();
  throw new TypeError(`loadImageSiamese: ${folder} has no head; load it with loadImageEncoder`);
}
