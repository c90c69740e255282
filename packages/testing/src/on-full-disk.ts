import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';

/** How a run on a full disk ended, and how many writes it tried. */
export type FullDiskRun = { readonly writes: number; readonly error: unknown };

/**
 * Runs something on a disk that gets full: from the first write that `isFull` says yes to, all of them take half of what they
 * were given, or less, and fail as the file system does, without naming a file. What is read, renamed, removed or overwritten
 * in its place goes on.
 *
 * It sees what is written through `open` of `node:fs/promises`, and through `openSync` and `writeFileSync` of `node:fs`.
 *
 * @param isFull is told the file and the number of the write, from 1
 */
export async function onFullDisk(
  isFull: (path: string, write: number) => boolean,
  run: () => Promise<unknown>,
): Promise<FullDiskRun> {
  const { open } = promises;
  const { openSync, writeFileSync, writeSync, fsyncSync } = fs;
  const paths = new Map<number, string>();
  let writes = 0;
  let full = false;
  const fails = (path: string): boolean => {
    writes++;
    full ||= isFull(path, writes);
    return full;
  };

  const watched = (file: FileHandle, path: string): FileHandle => {
    const { writeFile, sync, datasync } = file;
    const write = file.write.bind(file) as (...args: unknown[]) => Promise<unknown>;
    return Object.assign(file, {
      async write(bytes: Uint8Array, offset: number, length: number, position: number) {
        const inPlace = position + length <= (await file.stat()).size;
        if (inPlace || !fails(path)) return write(bytes, offset, length, position);
        await write(bytes, offset, length >> 1, position);
        throw noSpace('write');
      },
      async writeFile(data: string | Uint8Array) {
        if (!fails(path)) return writeFile.call(file, data);
        await writeFile.call(file, data.slice(0, data.length >> 1));
        throw noSpace('write');
      },
      async sync() {
        if (fails(path)) throw noSpace('fsync');
        return sync.call(file);
      },
      async datasync() {
        if (fails(path)) throw noSpace('fdatasync');
        return datasync.call(file);
      },
    });
  };
  Object.assign(promises, {
    async open(path: string, flags = 'r', mode?: number) {
      const file = await open(path, flags, mode);
      return flags === 'r' ? file : watched(file, path);
    },
  });
  Object.assign(fs, {
    openSync(path: string, flags: string, mode?: number) {
      const file = openSync(path, flags, mode);
      paths.set(file, path);
      return file;
    },
    writeFileSync(file: string | number, data: string, o?: fs.WriteFileOptions) {
      if (!fails(typeof file === 'string' ? file : (paths.get(file) ?? ''))) return writeFileSync(file, data, o);
      if (typeof file === 'number') writeSync(file, data.slice(0, data.length >> 1));
      throw noSpace('write');
    },
    fsyncSync(file: number) {
      if (fails(paths.get(file) ?? '')) throw noSpace('fsync');
      return fsyncSync(file);
    },
  });
  try {
    const error = await run().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return { writes, error };
  } finally {
    Object.assign(promises, { open });
    Object.assign(fs, { openSync, writeFileSync, fsyncSync });
  }
}

function noSpace(syscall: string): Error {
  return Object.assign(new Error(`ENOSPC: no space left on device, ${syscall}`), {
    code: 'ENOSPC',
    errno: -28,
    syscall,
  });
}
