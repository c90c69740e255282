import { type Encoder, inputsOf, type Json } from '@siamese/core';
import { augmentBy } from './augment/index.ts';
import { defaultCacheBytes } from './create-image-encoder.ts';
import type { ImageItem } from './picture.ts';
import { parsePreparation } from './preparation/preparation.ts';
import { preparer } from './preparation/preparer.ts';

/**
 * The `prepare` of an encoder that was read from disk or fetched, rebuilt from its preparation: what core's `modelFrom`
 * asks for. In Node, `loadImageEncoder` does it all.
 *
 * @throws TypeError if the encoder is not of pictures, or its model takes others than its preparation gives
 * @throws SyntaxError naming the field of the preparation that is wrong
 */
export function imagePrepare(encoder: {
  readonly modality: string;
  readonly preparation: Json;
  readonly model: Pick<Encoder<ImageItem>['model'], 'inputs'>;
}): Encoder<ImageItem>['prepare'] {
  if (encoder.modality !== 'image') {
    throw new TypeError(`imagePrepare: the encoder must be of the modality image, got ${encoder.modality}`);
  }
  const preparation = parsePreparation(encoder.preparation);
  const { width, height, channels, augment } = preparation;
  const takes = inputsOf(encoder.model);
  if (takes !== `${height} x ${width} x ${channels}`) {
    throw new TypeError(
      `imagePrepare: the model takes ${takes}, its preparation gives ${height} x ${width} x ${channels}; ` +
        "the model's files don't belong together",
    );
  }
  return preparer(preparation, augment === null ? undefined : augmentBy(augment), defaultCacheBytes);
}
