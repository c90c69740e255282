import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeError } from './write-error.ts';

let written = 0;

/**
 * Writes a whole file or nothing: beside it, to the disk, then renamed over it, so that whoever reads sees the old bytes
 * or the new ones. On an error (a full disk among them) what was begun is removed and the old file stays.
 *
 * @param o.durable whether it waits until the bytes are on the disk (default), which a file that can be made again needs not
 * @throws Error naming the file and what to do, with the `code` of the file system
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  { durable = true }: { durable?: boolean } = {},
): Promise<void> {
  const beside = `${path}.${process.pid}-${written++}.tmp`;
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(data);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    if (durable) await syncFolder(dirname(path));
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw writeError(path, error);
  }
}

/** Brings the names in a folder to the disk; Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
