import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

let written = 0;

/**
 * Writes a whole file or nothing: beside it, to the disk, then renamed over it, so that whoever reads sees the old bytes
 * or the new ones. On an error (a full disk among them) what was begun is removed and the old file stays.
 *
 * @throws the error of the file system
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}-${written++}.tmp`;
  const file = await open(beside, 'wx');
  try {
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
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
