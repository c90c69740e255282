import { mkdir, open, rm, stat } from 'node:fs/promises';
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
      // Whoever opens a pipe waits for somebody to write into it.
      if (!(await stat(at(path))).isFile()) throw new TypeError(`${at(path)} must be a file`);
      const file = await open(at(path), 'r');
      try {
        const { size } = await file.stat();
        if (size > atMost) {
          throw new RangeError(`${at(path)} must be at most ${atMost} bytes, got ${size}; it is not ours`);
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
