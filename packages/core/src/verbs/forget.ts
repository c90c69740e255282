import { pickRows } from '../knn/index.ts';
import type { Gallery } from './gallery.ts';

/**
 * The gallery without a label; all others stay.
 *
 * @throws RangeError if nobody of that label is enrolled, or nobody else
 */
export function forget<Query, Item>(gallery: Gallery<Query, Item>, label: string): Gallery<Query, Item> {
  if (!gallery.labels.includes(label)) {
    throw new RangeError(`forget: label must be one that is enrolled, got ${JSON.stringify(label)}`);
  }
  return without(gallery, (row) => gallery.labels[row] === label, 'forget: at least one other label must be enrolled');
}

/**
 * The gallery without the items that have these keys; all others stay, those of the same label too.
 *
 * @throws RangeError if the gallery has no keys or not these, or nothing would be left
 */
export function forgetItems<Query, Item>(gallery: Gallery<Query, Item>, keys: readonly string[]): Gallery<Query, Item> {
  const { keys: enrolled } = gallery;
  if (enrolled === undefined) {
    throw new RangeError('forgetItems: gallery must have keys, got none; enrol(..., { keys }) gives each item one');
  }
  const known = new Set(enrolled);
  const unknown = keys.find((key) => !known.has(key));
  if (unknown !== undefined) {
    throw new RangeError(`forgetItems: keys must be enrolled, got ${JSON.stringify(unknown)}`);
  }
  const gone = new Set(keys);
  return without(gallery, (row) => gone.has(enrolled[row]!), 'forgetItems: at least one other item must be enrolled');
}

function without<Query, Item>(
  gallery: Gallery<Query, Item>,
  isGone: (row: number) => boolean,
  nobodyLeft: string,
): Gallery<Query, Item> {
  const kept = [...gallery.labels.keys()].filter((row) => !isGone(row));
  if (kept.length === 0) throw new RangeError(nobodyLeft);
  const { labels, keys } = gallery;
  return {
    ...gallery,
    embeddings: pickRows(gallery.embeddings, kept),
    labels: kept.map((row) => labels[row]!),
    ...(keys && { keys: kept.map((row) => keys[row]!) }),
  };
}
