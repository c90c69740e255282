import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkStorePath, type Store } from '../store/index.ts';
import { plainBytes } from './plain-bytes.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/**
 * A folder on disk as a store. Writes are atomic; paths never leave the folder; a file longer than the reader allows is
 * refused before it is read.
 */
export function folderStore(folder: string): Store {
  const at = (path: string) => {
    checkStorePath(path, 'folderStore');
    return join(folder, path);
  };
  return {
    async read(path, atMost) {
      const file = await open(at(path), 'r');
      try {
        const stat = await file.stat();
        if (!stat.isFile()) throw new TypeError(`${at(path)} must be a file`);
        if (stat.size > atMost) {
          throw new RangeError(`${at(path)} must be at most ${atMost} bytes, got ${stat.size}; it is not ours`);
        }
        return plainBytes(await file.readFile());
      } finally {
        await file.close();
      }
    },
    async write(path, bytes) {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFileAtomic(at(path), bytes);
    },
    async remove(path) {
      await rm(at(path), { force: true });
    },
  };
}
