import { openPlainFile } from './open-plain-file.ts';

/**
 * A file's bytes, if it is a plain file of at most `most` bytes.
 *
 * @throws RangeError naming the file and what to do
 */
export async function readLimited(path: string, most: number): Promise<Uint8Array> {
  const { file, size } = await openPlainFile(path);
  try {
    if (size > most) throw new RangeError(`${path} has ${size} bytes, more than the ${most} that are read`);
    const bytes = await file.readFile();
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  } finally {
    await file.close();
  }
}
