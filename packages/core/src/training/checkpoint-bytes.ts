import * as v from 'valibot';
import { type FileKind, safetensorsBytes, safetensorsFrom } from '../files/index.ts';
import type { Json } from '../json.ts';
import type { Checkpoint } from './checkpoint.ts';

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const notes = v.object({
  step: natural,
  seed: v.pipe(v.number(), v.safeInteger()),
  state: v.record(
    v.string(),
    v.custom<Json>((value) => value !== undefined, 'JSON'),
  ),
});

const checkpointFile: FileKind<v.InferOutput<typeof notes>> = { kind: 'checkpoint', format: 1, notes };

/**
 * A checkpoint as one file, in the format of safetensors: Python's `safetensors` reads its arrays.
 *
 * The same checkpoint gives the same bytes.
 */
export function checkpointBytes({ step, seed, arrays, state }: Checkpoint): Uint8Array {
  return safetensorsBytes(checkpointFile, { step, seed, state }, arrays);
}

/**
 * The checkpoint of a file that `checkpointBytes` made.
 *
 * @param file its name, as it appears in a message
 * @throws SyntaxError naming the file if it is none or is cut short, RangeError if it is of a newer version
 */
export function checkpointFrom(bytes: Uint8Array, file: string): Checkpoint {
  const { notes, arrays } = safetensorsFrom(bytes, checkpointFile, file);
  const losses = arrays.get('history')?.values.length ?? 0;
  if (losses !== notes.step) {
    throw new SyntaxError(
      `${file} is no checkpoint that can be read: it must have a loss for each of ${notes.step} steps, got ${losses}`,
    );
  }
  return { ...notes, arrays, file };
}
