import type { Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

/**
 * Opens a plain file for reading; who opens closes.
 *
 * @throws RangeError naming the file and what to do if it is missing, cannot be read or is no file
 */
export async function openPlainFile(path: string): Promise<{ readonly file: FileHandle; readonly size: number }> {
  // Before it is opened: whoever opens a pipe waits for somebody to write into it.
  const found = await stat(path).catch(unreadable(path));
  checkIsFile(path, found);
  const file = await open(path).catch(unreadable(path));
  try {
    return { file, size: (await file.stat()).size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Throws what is said of a file that the system does not give. */
export function unreadable(path: string): (error: NodeJS.ErrnoException) => never {
  return ({ code }) => {
    throw new RangeError(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `${path} is not there; check the path`
        : `${path} cannot be read (${code}); check its permissions`,
    );
  };
}

/** Throws unless it is a plain file. */
export function checkIsFile(path: string, found: Stats): void {
  if (!found.isFile()) throw new RangeError(`${path} is no file; give the path of a file`);
}
