import * as v from 'valibot';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { type FileKind, safetensorsBytes, safetensorsFrom, type SavedArray } from '../files/index.ts';
import type { Json } from '../json.ts';
import { savedEmbeddings } from '../knn/index.ts';
import { checkKeys } from './check-keys.ts';
import { checkOrigin, type Origin, origin, originOf } from './gallery-origin.ts';
import type { Gallery } from './gallery.ts';
import { sidesOf } from './sides.ts';

const finite = v.pipe(v.number(), v.finite());
const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const notes = v.strictObject({
  format: v.number(),
  encoder: origin,
  /** What was enrolled came from another encoder, in a gallery of a comparator of two. */
  enroller: v.exactOptional(origin),
  labels: v.pipe(v.array(v.string()), v.nonEmpty()),
  keys: v.exactOptional(v.array(v.string())),
  rule: v.strictObject({
    by: v.picklist(['centroid', 'nearest']),
    k: v.pipe(natural, v.minValue(1)),
    weights: v.union([
      v.picklist(['uniform', 'distance', 'softmax']),
      v.strictObject({ softmax: v.pipe(finite, v.gtValue(0)) }),
    ]),
    gap: v.pipe(finite, v.minValue(0)),
  }),
  threshold: v.exactOptional(finite),
  calibration: v.exactOptional(
    v.strictObject({
      threshold: finite,
      target: v.string(),
      far: rate,
      strangers: natural,
      missed: v.exactOptional(rate),
      enrolled: natural,
    }),
  ),
});

type GalleryNotes = v.InferOutput<typeof notes>;

/** The kind of file that `galleryBytes` makes. */
export const galleryFile: FileKind<GalleryNotes> = { kind: 'gallery', format: 1, notes };

/**
 * A gallery as one file, in the format of safetensors: labels, keys, rule and threshold as JSON, then the embeddings and the
 * mean. The encoder isn't in it, but enough to tell it from another.
 *
 * @throws SyntaxError naming the field if it can't be kept (a gap that is infinite)
 */
export async function galleryBytes<Query, Item>(gallery: Gallery<Query, Item>): Promise<Uint8Array> {
  const { embeddings, labels, keys, mean, rule, threshold, calibration, encoder, enroller } = gallery;
  const arrays = new Map<string, SavedArray>([
    ['embeddings', { shape: [embeddings.rows, embeddings.dimensions], values: embeddings.values }],
  ]);
  if (mean !== undefined) arrays.set('mean', { shape: [mean.length], values: mean });
  const other: unknown = enroller;
  const { missed, ...measured } = calibration ?? {};
  const written = {
    encoder: await originOf(encoder),
    ...(other !== encoder && { enroller: await originOf(enroller) }),
    labels,
    ...(keys && { keys }),
    rule,
    ...(threshold !== undefined && { threshold }),
    ...(calibration && { calibration: { ...measured, ...(missed !== undefined && { missed }) } }),
  };
  return safetensorsBytes(galleryFile, written as unknown as { [name: string]: Json }, arrays);
}

/**
 * The gallery of a file that `galleryBytes` made.
 *
 * @param model the encoder, siamese or comparator that it was enrolled with
 * @param file its name, as it appears in a message
 * @throws SyntaxError naming the file and the field if it is another file, damaged or cut short
 * @throws RangeError if it is of a newer version, or was enrolled with another model
 */
export async function galleryFrom<Item, Query = Item>(
  bytes: Uint8Array,
  model: Encoder<Item> | Comparator<Item, Query>,
  file = 'the gallery',
): Promise<Gallery<Query, Item>> {
  return galleryOf(safetensorsFrom(bytes, galleryFile, file), model, file);
}

/** The gallery of what a file holds. @throws as `galleryFrom` does */
export async function galleryOf<Item, Query = Item>(
  { notes, arrays }: { notes: GalleryNotes; arrays: ReadonlyMap<string, SavedArray> },
  model: Encoder<Item> | Comparator<Item, Query>,
  file: string,
): Promise<Gallery<Query, Item>> {
  const { labels, keys, rule, threshold, calibration } = notes;
  const embeddings = savedEmbeddings(arrays, labels.length, file);
  const mean = arrays.get('mean')?.values;
  if (mean !== undefined && (mean.length !== embeddings.dimensions || !mean.every(Number.isFinite))) {
    throw new SyntaxError(`${file}: mean must be ${embeddings.dimensions} finite numbers, got ${mean.length} numbers`);
  }
  try {
    if (keys !== undefined) checkKeys(keys, labels, `${file}: keys`);
  } catch (cause) {
    throw new SyntaxError((cause as Error).message, { cause });
  }
  const sides = sidesOf(model);
  const origins: [Encoder<never>, Origin][] = [
    [sides.b, notes.encoder],
    [sides.a, notes.enroller ?? notes.encoder],
  ];
  for (const [encoder, from] of origins) await checkOrigin(encoder, embeddings.dimensions, from, file);
  return {
    encoder: sides.b,
    enroller: sides.a,
    embeddings,
    labels,
    ...(keys && { keys }),
    ...(mean && { mean }),
    rule,
    threshold,
    ...(calibration && { calibration: { missed: undefined, ...calibration } }),
  };
}
