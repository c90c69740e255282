/**
 * Where the files of a model are kept: a folder (`folderStore` in `@siamese/core/node`), or whatever a browser has.
 *
 * Paths are relative, with `/` between folders: `encoder/model.json`.
 */
export type Store = {
  /** The bytes of a file; throws if it is not there or is longer than `atMost`. */
  read(path: string, atMost: number): Promise<Uint8Array>;
  /** Writes a whole file, or throws and leaves what was there. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes a file; does nothing if it is not there. */
  remove(path: string): Promise<void>;
};

/**
 * Throws unless a path stays inside its store: plain names of letters, digits, `_`, `-` and `.`, joined by `/`.
 *
 * @throws RangeError if it is absolute, empty, or has a part that begins with a dot
 */
export function checkStorePath(path: string, where: string): void {
  if (!/^\w[\w.-]*(\/\w[\w.-]*)*$/.test(path)) {
    throw new RangeError(`${where}: path must stay inside the folder, got ${JSON.stringify(path)}`);
  }
}

/** A store in memory, as a map from path to bytes. */
export function memoryStore(files: Map<string, Uint8Array> = new Map<string, Uint8Array>()): Store {
  return {
    async read(path, atMost) {
      checkStorePath(path, 'memoryStore');
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error(`${path} is not there`);
      if (bytes.length > atMost) throw new RangeError(`${path} must be at most ${atMost} bytes, got ${bytes.length}`);
      return bytes;
    },
    async write(path, bytes) {
      checkStorePath(path, 'memoryStore');
      files.set(path, bytes.slice());
    },
    async remove(path) {
      files.delete(path);
    },
  };
}
