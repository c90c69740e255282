import type { Json } from '@siamese/core';
import { augmentBy } from './augment/index.ts';
import { widthOf } from './front-end/open-features.ts';
import { parsePreparation } from './preparation/preparation.ts';
import { preparer, type AudioPrepare } from './preparation/preparer.ts';

/** Bytes of decoded recordings kept during training, unless asked for otherwise. */
export const defaultCacheBytes = 2 ** 30;

/**
 * The `prepare` of an encoder that was read from disk or fetched, rebuilt from its preparation: what core's `modelFrom`
 * asks for.
 *
 * @throws TypeError if the encoder is not of recordings, or its model takes others than its preparation gives
 * @throws SyntaxError naming the field of the preparation that is wrong
 */
export function audioPrepare(encoder: {
  readonly modality: string;
  readonly preparation: Json;
  readonly model: { readonly inputs: readonly { readonly shape: readonly (number | null)[] }[] };
}): AudioPrepare {
  if (encoder.modality !== 'audio') {
    throw new TypeError(`audioPrepare: the encoder must be of the modality audio, got ${encoder.modality}`);
  }
  const preparation = parsePreparation(encoder.preparation);
  const gives = widthOf(preparation.frontEnd);
  const takes = encoder.model.inputs[0]?.shape.at(-1);
  if (takes !== gives) {
    throw new TypeError(
      `audioPrepare: the model takes ${takes} features a frame, its preparation gives ${gives}; ` +
        "the model's files don't belong together",
    );
  }
  const { augment } = preparation;
  return preparer(preparation, augment === null ? undefined : augmentBy(augment), defaultCacheBytes);
}
