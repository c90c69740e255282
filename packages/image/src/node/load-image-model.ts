import type { Comparator } from '@siamese/core';
import { loadModel } from '@siamese/core/node';
import type { ImageEncoder } from '../create-image-encoder.ts';
import { imagePrepare } from '../image-prepare.ts';
import type { ImageItem } from '../picture.ts';

/**
 * The model of pictures in a folder that `save` wrote: an encoder, or a comparator if it has a head (a siamese if its two
 * encoders are one), with its calibration.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of pictures
 */
export function loadImageModel(folder: string): Promise<ImageEncoder | Comparator<ImageItem>> {
  return loadModel(folder, imagePrepare);
}
