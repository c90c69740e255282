import { type FileHandle, open } from 'node:fs/promises';

/** Opens a file to read and to write: the one that is there, or else a new one. */
export async function openGrowing(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return open(path, 'wx+');
  }
}

/** Brings files to the disk and closes them all, whatever happens to one. */
export async function closeAll(files: readonly FileHandle[]): Promise<void> {
  const done = await Promise.allSettled(files.map((file) => file.sync()));
  await Promise.allSettled(files.map((file) => file.close()));
  const failed = done.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
