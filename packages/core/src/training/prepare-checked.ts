import * as tf from '@tensorflow/tfjs';
import type { Encoder, Prepared } from '../encoder.ts';
import type { Random } from '../random.ts';

/**
 * Prepares items and makes sure that there is a row for each.
 *
 * @throws TypeError if prepare gave another number of rows
 */
export async function prepareChecked<Item>(
  encoder: Encoder<Item>,
  items: readonly Item[],
  random: Random,
): Promise<Prepared> {
  const prepared = await encoder.prepare(items, random);
  const wrong = [prepared.x, prepared.mask].find((tensor) => tensor !== undefined && tensor.shape[0] !== items.length);
  if (wrong !== undefined) {
    tf.dispose([prepared.x, ...(prepared.mask === undefined ? [] : [prepared.mask])]);
    throw new TypeError(
      `fit: the encoder's prepare must give a row for each item, got the shape [${wrong.shape.join(', ')}] for ${items.length} items`,
    );
  }
  return prepared;
}
