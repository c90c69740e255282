import { loadEncoder } from '@siamese/core/node';
import type { ImageEncoder } from '../create-image-encoder.ts';
import { imagePrepare } from '../image-prepare.ts';

/**
 * The encoder in a folder that `save` wrote, with its calibration. Of a siamese it is the encoder alone: its head, and the
 * threshold that belongs to the head, are left.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged
 * @throws TypeError if it is no model of pictures, or a comparator of two encoders
 */
export function loadImageEncoder(folder: string): Promise<ImageEncoder> {
  return loadEncoder(folder, imagePrepare, { called: 'loadImageEncoder', instead: 'loadImageModel' });
}
