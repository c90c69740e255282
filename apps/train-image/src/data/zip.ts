import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** A file of an archive: its path inside, and its bytes. */
export type Entry = { readonly path: string; readonly bytes: Buffer };

const largest = 10_000_000;

/**
 * Reads every file of a zip archive whose path ends as asked, in the archive's order.
 *
 * @throws {SyntaxError} The archive is cut short or corrupt, or a file in it is implausibly large.
 */
export async function readZip(path: string, wanted: (path: string) => boolean): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    const zip = await yauzl.openPromise(path);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') || !wanted(entry.fileName)) continue;
      if (entry.uncompressedSize > largest) throw new Error(`${entry.fileName} is implausibly large`);
      entries.push({ path: entry.fileName, bytes: await buffer(await zip.openReadStreamPromise(entry)) });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    throw new SyntaxError(`${path}: cut short or corrupt (${(error as Error).message}); fetch the file again`, {
      cause: error,
    });
  }
  return entries;
}
