import * as tf from '@tensorflow/tfjs';
import { cosine, type Encoder } from '@siamese/core';
import type { ImageItem } from '@siamese/image';

/** What every figure is set beside: the pixels themselves, prepared as for the network, compared by cosine. */
export function rawPixels(encoder: Encoder<ImageItem>): Encoder<ImageItem> {
  const shape = encoder.model.inputs[0]!.shape.slice(1) as number[];
  const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: shape })] });
  const { modality, preparation } = encoder;
  // Without a random source: as when the network is used.
  return {
    model,
    prepare: (items) => encoder.prepare(items),
    distance: cosine,
    normalize: true,
    modality,
    preparation,
  };
}
