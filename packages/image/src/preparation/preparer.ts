import * as tf from '@tensorflow/tfjs';
import type { Encoder } from '@siamese/core';
import { recentlyUsed } from '@siamese/core/items';
import type { Augment } from '../augment/index.ts';
import type { ImageItem, Picture } from '../picture.ts';
import { loadPictures } from './load-pictures.ts';
import { pixels, standardise } from './pixels.ts';
import type { ImagePreparation } from './preparation.ts';

/**
 * The `prepare` of an image encoder: items to `x`, `[n, height, width, channels]`.
 *
 * With `random` (training) it augments, and decoded pictures are kept in at most `cacheBytes`; without, it reads every
 * file anew and is a function of the items alone.
 */
export function preparer(
  preparation: ImagePreparation,
  augment: Augment | undefined,
  cacheBytes: number,
): Encoder<ImageItem>['prepare'] {
  const cache = recentlyUsed<Picture>(cacheBytes, ({ data }) => data.length);
  const { height, width, channels, values } = preparation;
  return async (items, random) => {
    const pictures = await loadPictures(items, preparation, random === undefined ? undefined : cache);
    const batch = pixels(pictures, preparation);
    if (random !== undefined) augment?.(batch, random);
    if (values === 'standardised') standardise(batch);
    return { x: tf.tensor4d(batch.values, [batch.count, height, width, channels]) };
  };
}
