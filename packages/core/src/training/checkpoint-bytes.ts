import * as v from 'valibot';
import type { Json } from '../json.ts';
import type { Checkpoint, SavedArray } from './checkpoint.ts';

/** The version of the file that is written; files of a newer version are refused. */
const formatVersion = 1;

const natural = v.pipe(v.number(), v.integer(), v.minValue(0));

const entry = v.object({
  dtype: v.literal('F32'),
  shape: v.array(natural),
  data_offsets: v.tuple([natural, natural]),
});

const metadata = v.object({ checkpoint: v.string() });

const notes = v.object({
  format: v.number(),
  step: natural,
  seed: v.pipe(v.number(), v.integer()),
  state: v.record(
    v.string(),
    v.custom<Json>((value) => value !== undefined, 'JSON'),
  ),
});

/**
 * A checkpoint as one file, in the format of safetensors: Python's `safetensors` reads its arrays.
 *
 * The same checkpoint gives the same bytes.
 */
export function checkpointBytes({ step, seed, arrays, state }: Checkpoint): Uint8Array {
  const header: Record<string, unknown> = {
    __metadata__: { checkpoint: JSON.stringify({ format: formatVersion, step, seed, state }) },
  };
  let end = 0;
  for (const [name, { shape, values }] of arrays) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces, so that the numbers after it are aligned.
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let at = start;
  for (const { values } of arrays.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * The checkpoint of a file that `checkpointBytes` made.
 *
 * @param file its name, as it appears in a message
 * @throws SyntaxError naming the file if it is none, is cut short, or is of a newer version
 */
export function checkpointFrom(bytes: Uint8Array, file: string): Checkpoint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < 8 ? Infinity : Number(view.getBigUint64(0, true));
  if (size > bytes.length - 8) throw broken(file, `its header is longer than the file of ${bytes.length} bytes`);
  const { __metadata__, ...entries } = parsed(v.record(v.string(), v.unknown()), bytes.subarray(8, 8 + size), file);
  const { checkpoint } = checked(metadata, __metadata__, file);
  const { format, step, seed, state } = parsed(notes, new TextEncoder().encode(checkpoint), file);
  if (format > formatVersion) {
    throw new SyntaxError(`${file} is a checkpoint of format ${format}; this version reads ${formatVersion} at most`);
  }
  // A copy from the first byte of its own buffer, which a Buffer's slice is not.
  const data = new Uint8Array(bytes.subarray(8 + size));
  const arrays = new Map<string, SavedArray>();
  for (const [name, value] of Object.entries(entries)) {
    const {
      shape,
      data_offsets: [from, to],
    } = checked(entry, value, file);
    const length = shape.reduce((product, axis) => product * axis, 4);
    if (to - from !== length || to > data.length || from % 4 !== 0) {
      throw broken(file, `${name} must be ${length} bytes within its ${data.length} of data, got ${from} to ${to}`);
    }
    arrays.set(name, { shape, values: new Float32Array(data.buffer, from, length / 4).slice() });
  }
  if (arrays.get('history')?.values.length !== step) throw broken(file, `it has no loss for each of ${step} steps`);
  return { step, seed, arrays, state };
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  bytes: Uint8Array,
  file: string,
): v.InferOutput<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw broken(file, (cause as Error).message);
  }
  return checked(schema, json, file);
}

function checked<Schema extends v.GenericSchema>(schema: Schema, value: unknown, file: string): v.InferOutput<Schema> {
  const found = v.safeParse(schema, value);
  if (found.success) return found.output;
  throw broken(file, `${v.getDotPath(found.issues[0]) ?? 'its header'}: ${found.issues[0].message}`);
}

function broken(file: string, why: string): SyntaxError {
  return new SyntaxError(`${file} is no checkpoint that can be read: ${why}; it is damaged, cut short or not ours`);
}
