import { embed, type Distance, type Embeddings, type Encoder } from '@siamese/core';
import type { ImageItem } from '@siamese/image';
import type { DataSet } from '../data/data-set.ts';

/** The embeddings of a data set, and how they are compared. */
export type Embedded = {
  readonly distance: Distance;
  readonly test: Embeddings;
  readonly calibration: Embeddings | undefined;
};

/** Embeds the parts that figures are measured on. */
export async function embedParts(encoder: Encoder<ImageItem>, data: DataSet): Promise<Embedded> {
  return {
    distance: encoder.distance,
    test: await embed(encoder, data.test.items),
    calibration: data.calibration && (await embed(encoder, data.calibration.items)),
  };
}
