import { centred, joinRows } from '../knn/index.ts';
import { checkLabelled, type Labelled } from '../labels.ts';
import { checkKeys } from './check-keys.ts';
import { embed } from './embed.ts';
import type { Gallery } from './gallery.ts';

/**
 * The gallery with more items, of labels old or new. The threshold and the mean stay as they were: enrol anew with strangers
 * where many were added.
 *
 * @param o.keys a key for each item, if the gallery has keys
 * @throws RangeError if keys are missing, of no use, or there already
 */
export async function enrolMore<Query, Item>(
  gallery: Gallery<Query, Item>,
  data: Labelled<Item>,
  o: { keys?: readonly string[]; batch?: number } = {},
): Promise<Gallery<Query, Item>> {
  checkLabelled(data, 'enrolMore: data');
  if ((gallery.keys === undefined) !== (o.keys === undefined)) {
    const how = gallery.keys === undefined ? 'left out, as the gallery has none' : 'given, as the gallery has keys';
    throw new RangeError(`enrolMore: keys must be ${how}`);
  }
  const keys = o.keys && [...gallery.keys!, ...o.keys];
  if (keys !== undefined) {
    checkKeys(keys, { length: gallery.labels.length + data.items.length }, 'enrolMore: keys');
  }
  const more = await embed(gallery.enroller, data.items, o);
  return {
    ...gallery,
    embeddings: joinRows([gallery.embeddings, gallery.mean === undefined ? more : centred(more, gallery.mean)]),
    labels: [...gallery.labels, ...data.labels],
    ...(keys && { keys }),
  };
}
