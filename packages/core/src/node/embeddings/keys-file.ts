import type { FileHandle } from 'node:fs/promises';
import { csvLine, oneLine } from '../../files/index.ts';
import type { EmbeddingKeys } from '../../verbs/index.ts';
import { csvRecords } from './csv-records.ts';

/** The keys beside a .npy, and where each of their lines ends. */
export type KeysFile = EmbeddingKeys & { readonly ends: readonly number[]; readonly headEnd: number };

/** The name of the keys of a .npy file: those of `e.npy` are in `e.keys.csv`. */
export function keysPathOf(npy: string): string {
  return `${npy.replace(/\.npy$/i, '')}.keys.csv`;
}

/** The first line of a file of keys. */
export function keysHead(labelled: boolean): string {
  return csvLine(labelled ? ['key', 'label'] : ['key']);
}

/** The lines of keys. */
export function keysLines({ keys, labels }: EmbeddingKeys): string {
  return keys.map((key, row) => csvLine(labels === undefined ? [key] : [key, labels[row]!])).join('');
}

/**
 * Reads a file of keys: the column `key` and, if there is one, `label`.
 *
 * @throws SyntaxError naming the file if it has no such column, or a line has another number of columns
 */
export async function readKeys(file: FileHandle, path: string): Promise<KeysFile> {
  const keys: string[] = [];
  const labels: string[] = [];
  const ends: number[] = [];
  let [keyAt, labelAt, width, headEnd] = [-1, -1, 0, 0];
  for await (const { fields, end } of csvRecords(file, path)) {
    if (headEnd === 0) {
      [keyAt, labelAt, width, headEnd] = [fields.indexOf('key'), fields.indexOf('label'), fields.length, end];
      if (keyAt < 0)
        throw new SyntaxError(`${path} must have a column 'key' in its first line, got '${oneLine(fields.join(','))}'`);
      continue;
    }
    if (fields.length !== width) {
      throw new SyntaxError(
        `${path} must have ${width} columns in each line, got ${fields.length} in record ${ends.length + 2}`,
      );
    }
    keys.push(fields[keyAt]!);
    if (labelAt >= 0) labels.push(fields[labelAt]!);
    ends.push(end);
  }
  if (headEnd === 0) throw new SyntaxError(`${path} must have a column 'key' in its first line, got nothing`);
  return { keys, ...(labelAt >= 0 && { labels }), ends, headEnd };
}
