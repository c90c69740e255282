import { open } from 'node:fs/promises';

/**
 * A file's bytes, if it is a plain file of at most `most` bytes.
 *
 * @throws RangeError naming the file and what to do
 */
export async function readLimited(path: string, most: number): Promise<Uint8Array> {
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
    if (stat.size > most) {
      throw new RangeError(`${path} has ${stat.size} bytes, more than the ${most} that are read`);
    }
    const bytes = await file.readFile();
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  } finally {
    await file.close();
  }
}
