import { type FileKind, fromLittleEndian, headerEnd, parseHeader, type SavedArray } from '../files/index.ts';
import { openPlainFile } from './open-plain-file.ts';
import { readAt } from './read-at.ts';

/**
 * The arrays and notes of a file on disk. Its header is judged first: of a file that is not of this kind nothing else is read.
 *
 * @throws SyntaxError or RangeError naming the file, as `safetensorsFrom` does
 */
export async function readSafetensors<Notes>(
  path: string,
  kind: FileKind<Notes>,
): Promise<{ notes: Notes; arrays: Map<string, SavedArray> }> {
  const { file, size } = await openPlainFile(path);
  try {
    const start = headerEnd(await readAt(file, 0, Math.min(8, size), path), size, kind, path);
    const { notes, places } = parseHeader(await readAt(file, 8, start - 8, path), size - start, kind, path);
    const arrays = new Map<string, SavedArray>();
    for (const [name, { shape, from, to }] of places) {
      arrays.set(name, { shape, values: fromLittleEndian(await readAt(file, start + from, to - from, path)) });
    }
    return { notes, arrays };
  } finally {
    await file.close();
  }
}
