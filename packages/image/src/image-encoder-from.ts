import type * as tf from '@tensorflow/tfjs';
import type { Calibration, Distance, Json } from '@siamese/core';
import { augmentBy } from './augment/index.ts';
import type { ImageEncoder } from './create-image-encoder.ts';
import { defaultCacheBytes } from './create-image-encoder.ts';
import { parsePreparation } from './preparation/preparation.ts';
import { preparer } from './preparation/preparer.ts';

/**
 * An image encoder around a loaded model: rebuilds `prepare` from its preparation. `loadImageEncoder` does this in Node;
 * elsewhere, call it with what was fetched.
 *
 * @throws SyntaxError naming the field of the preparation that is wrong
 * @throws TypeError if the model does not take pictures of the preparation's size
 */
export function imageEncoderFrom(o: {
  readonly model: tf.LayersModel;
  readonly preparation: Json;
  readonly distance: Distance;
  readonly normalize: boolean;
  readonly calibration?: Calibration;
}): ImageEncoder {
  const preparation = parsePreparation(o.preparation);
  const { width, height, channels, augment } = preparation;
  const takes = o.model.inputs.map(({ shape }) => shape.slice(1).join(' x ')).join(', ');
  if (takes !== `${height} x ${width} x ${channels}`) {
    throw new TypeError(
      `imageEncoderFrom: the model takes ${takes}, its preparation gives ${height} x ${width} x ${channels}; the model's files don't belong together`,
    );
  }
  return {
    model: o.model,
    prepare: preparer(preparation, augment === null ? undefined : augmentBy(augment), defaultCacheBytes),
    distance: o.distance,
    normalize: o.normalize,
    modality: 'image',
    preparation: o.preparation,
    ...(o.calibration === undefined ? {} : { calibration: o.calibration }),
  };
}
