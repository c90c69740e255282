import { open, stat, type FileHandle } from 'node:fs/promises';

/**
 * Opens a plain file for reading; who opens closes.
 *
 * @throws RangeError naming the file and what to do if it is missing, cannot be read or is no file
 */
export async function openPlainFile(path: string): Promise<{ readonly file: FileHandle; readonly size: number }> {
  const unreadable = (error: NodeJS.ErrnoException): never => {
    throw new RangeError(
      error.code === 'ENOENT' || error.code === 'ENOTDIR'
        ? `${path} is not there; check the path`
        : `${path} cannot be read (${error.code}); check its permissions`,
    );
  };
  // Before it is opened: whoever opens a pipe waits for somebody to write into it.
  const found = await stat(path).catch(unreadable);
  if (!found.isFile()) throw new RangeError(`${path} is no file; give the path of a file`);
  const file = await open(path).catch(unreadable);
  try {
    return { file, size: (await file.stat()).size };
  } catch (error) {
    await file.close();
    throw error;
  }
}
