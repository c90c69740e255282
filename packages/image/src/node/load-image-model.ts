import { modelFrom, type Comparator } from '@siamese/core';
import { readModelFolder } from '@siamese/core/node';
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
export async function loadImageModel(folder: string): Promise<ImageEncoder | Comparator<ImageItem>> {
  const parts = await readModelFolder(folder);
  try {
    return modelFrom<ImageItem>(parts, imagePrepare);
  } catch (error) {
    for (const { model } of 'a' in parts ? [parts.a, parts.b] : [parts.encoder]) model.dispose();
    if ('head' in parts) parts.head.model.dispose();
    const Kind = error instanceof SyntaxError ? SyntaxError : TypeError;
    throw new Kind(`${folder}: ${(error as Error).message}`, { cause: error });
  }
}
