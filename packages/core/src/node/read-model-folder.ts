import { join } from 'node:path';
import { type ModelParts, readModel, type Store } from '../store/index.ts';
import { folderStore } from './folder-store.ts';

/**
 * Reads a model folder, all but the `prepare` of its encoders, which their modality rebuilds (`modelFrom`).
 *
 * Nothing in the folder is run, and nothing outside it is read.
 *
 * @throws Error naming the file that is missing
 * @throws SyntaxError naming the file and the field if one is damaged or cut short
 * @throws RangeError if a newer version of this library wrote it
 */
export async function readModelFolder(folder: string): Promise<ModelParts> {
  const store = folderStore(folder);
  const naming: Store = {
    ...store,
    async read(path, atMost) {
      try {
        return await store.read(path, atMost);
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
        throw new Error(
          `${join(folder, path)} is not there; a model folder is what save wrote: siamese.json, encoder/ (or a/ and b/) and head/`,
          { cause },
        );
      }
    },
  };
  return readModel(naming, (path) => join(folder, path));
}
