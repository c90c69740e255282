import { type FileHandle, open } from 'node:fs/promises';
import { writeError } from '../write-error.ts';

/** Opens a file to read and to write: the one that is there, or else a new one. */
export async function openGrowing(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw writeError(path, error);
    return open(path, 'wx+').catch((failed: unknown) => {
      throw writeError(path, failed);
    });
  }
}

/** Brings files to the disk and closes them all, whatever happens to one. @throws as `writeFileAtomic`, naming `path` */
export async function closeAll(files: readonly FileHandle[], path: string): Promise<void> {
  const done = await Promise.allSettled(files.map((file) => file.sync()));
  await Promise.allSettled(files.map((file) => file.close()));
  const failed = done.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw writeError(path, failed.reason);
}
