import type { Comparator } from '@siamese/core';
import { loadSiamese } from '@siamese/core/node';
import { imagePrepare } from '../image-prepare.ts';
import type { ImageItem } from '../picture.ts';

/**
 * The siamese in a folder that `save` wrote: its encoder, its head and its calibration.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of pictures, or has no head
 */
export function loadImageSiamese(folder: string): Promise<Comparator<ImageItem>> {
  return loadSiamese(folder, imagePrepare, { called: 'loadImageSiamese', instead: 'loadImageEncoder' });
}
