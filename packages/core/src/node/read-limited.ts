import { readFileSync, statSync } from 'node:fs';
import { checkIsFile, openPlainFile, unreadable } from './open-plain-file.ts';

/**
 * A file's bytes, if it is a plain file of at most `most` bytes.
 *
 * @throws RangeError naming the file and what to do
 */
export async function readLimited(path: string, most: number): Promise<Uint8Array> {
  const { file, size } = await openPlainFile(path);
  try {
    checkLength(path, size, most);
    return plain(await file.readFile());
  } finally {
    await file.close();
  }
}

/** The same, while the thread waits: of small files it reads several times as many, and is for threads that do nothing else. */
export function readLimitedNow(path: string, most: number): Uint8Array {
  try {
    const found = statSync(path);
    checkIsFile(path, found);
    checkLength(path, found.size, most);
    return plain(readFileSync(path));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return unreadable(path)(error as NodeJS.ErrnoException);
  }
}

function checkLength(path: string, size: number, most: number): void {
  if (size > most) throw new RangeError(`${path} has ${size} bytes, more than the ${most} that are read`);
}

function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
