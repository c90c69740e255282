import * as v from 'valibot';
import { distanceNamed } from '../distances/index.ts';
import { type FileKind, safetensorsBytes, safetensorsFrom, type SavedArray } from '../files/index.ts';
import { exactIndex, type ExactIndex } from './exact-index.ts';
import { savedEmbeddings } from './saved-embeddings.ts';

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const notes = v.strictObject({ format: v.number(), distance: v.string(), keys: v.array(natural) });

type IndexNotes = v.InferOutput<typeof notes>;

/** The kind of file that `indexBytes` makes. */
export const indexFile: FileKind<IndexNotes> = { kind: 'index', format: 1, notes };

/**
 * An exact index as one file, in the format of safetensors: the distance's name and the keys as JSON, then the rows.
 *
 * @throws RangeError if the index's distance is not one of ours, and so could not be found again
 */
export function indexBytes(index: ExactIndex): Uint8Array {
  const distance = distanceNamed(index.distance.name).name;
  const { embeddings, keys } = index.content() ?? {};
  const arrays = new Map<string, SavedArray>();
  if (embeddings !== undefined) {
    arrays.set('embeddings', { shape: [embeddings.rows, embeddings.dimensions], values: embeddings.values });
  }
  return safetensorsBytes(indexFile, { distance, keys: keys ?? [] }, arrays);
}

/**
 * The index of a file that `indexBytes` made.
 *
 * @param file its name, as it appears in a message
 * @param o.budget bytes for a block of scores (128 MiB unless given)
 * @throws SyntaxError naming the file and the field if it is another file, damaged or cut short
 * @throws RangeError if it is of a newer version
 */
export function indexFrom(bytes: Uint8Array, file = 'the index', o: { budget?: number } = {}): ExactIndex {
  return indexOf(safetensorsFrom(bytes, indexFile, file), file, o);
}

/** The index of what a file holds. @throws SyntaxError naming the file and the field if it does not fit together */
export function indexOf(
  { notes, arrays }: { notes: IndexNotes; arrays: ReadonlyMap<string, SavedArray> },
  file: string,
  o: { budget?: number } = {},
): ExactIndex {
  const index = exactIndex({ distance: within(file, 'distance', () => distanceNamed(notes.distance)), ...o });
  if (notes.keys.length === 0 && arrays.size === 0) return index;
  const embeddings = savedEmbeddings(arrays, notes.keys.length, file);
  within(file, 'keys', () => index.add(embeddings, notes.keys));
  return index;
}

function within<T>(file: string, field: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new SyntaxError(`${file}: field ${field}: ${(cause as Error).message}`, { cause });
  }
}
