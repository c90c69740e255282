import type { FileHandle } from 'node:fs/promises';
import { writeError } from './write-error.ts';

/**
 * Writes all bytes at a place in a file: one call may write fewer than asked.
 *
 * @throws as `writeFileAtomic`, naming the file
 */
export async function writeAt(file: FileHandle, bytes: Uint8Array, position: number, path: string): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  } catch (error) {
    throw writeError(path, error);
  }
}
