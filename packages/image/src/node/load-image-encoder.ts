import type { ImageEncoder } from '../create-image-encoder.ts';
import { loadImageModel } from './load-image-model.ts';

/**
 * The encoder in a folder that `save` wrote, with its calibration. Of a siamese it is the encoder alone: its head, and the
 * threshold that belongs to the head, are left.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of pictures, or a comparator of two encoders
 */
export async function loadImageEncoder(folder: string): Promise<ImageEncoder> {
  const model = await loadImageModel(folder);
  if (!('head' in model)) return model;
  model.head.model.dispose();
  if (model.a === model.b) return model.a;
  for (const { model: layers } of [model.a, model.b]) layers.dispose();
  throw new TypeError(`loadImageEncoder: ${folder} has two encoders; load it with loadImageModel`);
}
