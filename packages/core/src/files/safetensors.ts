import * as v from 'valibot';
import type { Json } from '../json.ts';
import { fromLittleEndian, littleEndian } from './little-endian.ts';
import { checkJson, parseJson } from './parse-json.ts';

/** Numbers of a tensor, on the host. */
export type SavedArray = { readonly shape: readonly number[]; readonly values: Float32Array };

/** What a kind of file is called, which version of it is written, and what its notes must look like. */
export type FileKind<Notes> = {
  /** `checkpoint`, `gallery`, ...: the key of the notes in the file, and its name in messages. */
  readonly kind: string;
  /** The version that is written; a file of a newer one is refused. */
  readonly format: number;
  readonly notes: v.GenericSchema<unknown, Notes>;
};

/** Nobody's header is longer; a file that says so is not read. */
const longestHeader = 256 * 2 ** 20;

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const header = v.objectWithRest(
  { __metadata__: v.record(v.string(), v.string()) },
  v.strictObject({
    dtype: v.literal('F32'),
    shape: v.array(natural),
    data_offsets: v.strictTuple([natural, natural]),
  }),
);

const withFormat = v.looseObject({ format: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) });

/**
 * Arrays and notes as one file, in the format of safetensors: 8 bytes of length, JSON with names, shapes and (as a string) the
 * notes with their format version, then float32, little-endian. Python's `safetensors` reads it.
 *
 * The same content gives the same bytes.
 *
 * @throws SyntaxError naming the field if a note has no place in such a file (a number that is NaN or infinite)
 */
export function safetensorsBytes(
  { kind, format, notes: schema }: FileKind<unknown>,
  notes: { readonly [name: string]: Json },
  arrays: ReadonlyMap<string, SavedArray>,
): Uint8Array {
  const versioned = { format, ...notes };
  checkJson(versioned, schema, `the ${kind}`);
  const entries: Record<string, unknown> = { __metadata__: { [kind]: JSON.stringify(versioned) } };
  let end = 0;
  for (const [name, { shape, values }] of arrays) {
    entries[name] = { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(entries));
  // Padded with spaces, so that the numbers after it are aligned.
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let at = start;
  for (const { values } of arrays.values()) {
    bytes.set(littleEndian(values), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * The arrays and notes of a file that `safetensorsBytes` made.
 *
 * @param file its name, as it appears in a message
 * @throws SyntaxError naming the file and the field if it is another file, damaged, cut short or too long
 * @throws RangeError if it is of a newer version
 */
export function safetensorsFrom<Notes>(
  bytes: Uint8Array,
  kind: FileKind<Notes>,
  file: string,
): { notes: Notes; arrays: Map<string, SavedArray> } {
  const start = headerEnd(bytes, bytes.length, kind, file);
  const { notes, places } = parseHeader(bytes.subarray(8, start), bytes.length - start, kind, file);
  const arrays = new Map<string, SavedArray>();
  for (const [name, { shape, from, to }] of places) {
    arrays.set(name, { shape, values: fromLittleEndian(bytes.subarray(start + from, start + to)) });
  }
  return { notes, arrays };
}

/**
 * Where the header of a file ends, from its first 8 bytes: so that a file can be judged before it is read.
 *
 * @param size how long the whole file is
 * @throws SyntaxError if the header can't be that long
 */
export function headerEnd(first: Uint8Array, size: number, { kind }: { kind: string }, file: string): number {
  const length =
    first.length < 8
      ? Infinity
      : Number(new DataView(first.buffer, first.byteOffset, first.byteLength).getBigUint64(0, true));
  if (length > size - 8) throw unreadable(file, kind, `its header is longer than the file of ${size} bytes`);
  if (length > longestHeader) {
    throw unreadable(file, kind, `its header must be at most ${longestHeader} bytes, got ${length}`);
  }
  return 8 + length;
}

/** Where each array lies in the data, and the notes. @throws as `safetensorsFrom` does */
export function parseHeader<Notes>(
  text: Uint8Array,
  dataLength: number,
  { kind, format, notes }: FileKind<Notes>,
  file: string,
): { notes: Notes; places: Map<string, { shape: number[]; from: number; to: number }> } {
  const { __metadata__, ...entries } = parseJson(text, header, `the header of ${file}`);
  const own = __metadata__[kind];
  if (own === undefined) throw unreadable(file, kind, `its header has no field __metadata__.${kind}`);
  const ownText = new TextEncoder().encode(own);
  const version = parseJson(ownText, withFormat, `the ${kind} in ${file}`).format;
  if (version > format) {
    throw new RangeError(
      `${file} is a ${kind} of format ${version}; this version reads ${format} at most: update @siamese/core to read it`,
    );
  }
  const places = new Map<string, { shape: number[]; from: number; to: number }>();
  let end = 0;
  const inOrder = Object.entries(entries).sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  for (const [name, { shape, data_offsets }] of inOrder) {
    const [from, to] = data_offsets;
    const length = shape.reduce((product, axis) => product * axis, 4);
    // One after the other, as they are written: nothing is read twice, so that a small file takes little memory.
    if (from !== end || to - from !== length || to > dataLength) {
      throw unreadable(
        file,
        kind,
        `${name} must be ${length} bytes from ${end} within its ${dataLength} of data, got ${from} to ${to}`,
      );
    }
    places.set(name, { shape, from, to });
    end = to;
  }
  if (end !== dataLength) throw unreadable(file, kind, `it must have ${end} bytes of data, got ${dataLength}`);
  return { notes: parseJson(ownText, notes, `the ${kind} in ${file}`), places };
}

function unreadable(file: string, kind: string, why: string): SyntaxError {
  return new SyntaxError(`${file} is no ${kind} that can be read: ${why}; it is damaged, cut short or not ours`);
}
