import { open, type FileHandle } from 'node:fs/promises';

/**
 * Opens a plain file for reading; who opens closes.
 *
 * @throws RangeError naming the file and what to do if it is missing, cannot be read or is no file
 */
export async function openPlainFile(path: string): Promise<{ readonly file: FileHandle; readonly size: number }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new RangeError(
      error.code === 'ENOENT' || error.code === 'ENOTDIR'
        ? `${path} is not there; check the path`
        : `${path} cannot be read (${error.code}); check its permissions`,
    );
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new RangeError(`${path} is no file; give the path of a file`);
    return { file, size: stat.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}
