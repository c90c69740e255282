import { stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { checkPositiveInteger } from '../../check.ts';
import { fromLittleEndian, littleEndian, npyHead, npyHeader, npyHeaderLength } from '../../files/index.ts';
import { readAt } from '../read-at.ts';
import { writeAt } from '../write-at.ts';
import { writeError } from '../write-error.ts';
import { type EmbeddingFile, embeddingFile, type EmbeddingShape } from './embedding-file.ts';
import { keysHead, keysLines, keysPathOf, readKeys } from './keys-file.ts';
import { closeAll, openGrowing } from './open-growing.ts';

/**
 * A NumPy file of float32, `[rows, dimensions]`, that grows row by row, with the keys of its rows beside it: those of `e.npy`
 * in `e.keys.csv`. After each append the .npy is whole; a row counts once its key is there.
 *
 * Files that are there are gone on with: both are cut back to the last row that has its key.
 *
 * @throws RangeError if what is there has other columns or dimensions, or one of the two is missing
 * @throws SyntaxError if it is no such file
 */
export async function npyEmbeddings(path: string, shape: EmbeddingShape): Promise<EmbeddingFile> {
  const { dimensions, labelled } = shape;
  checkPositiveInteger(dimensions, 'npyEmbeddings: dimensions');
  const keysPath = keysPathOf(path);
  await checkBoth(path, keysPath);
  const failed = (error: unknown): never => {
    throw writeError(path, error);
  };
  const opened: FileHandle[] = [];
  try {
    // The keys are made first: a .npy without keys is somebody else's.
    const keysFile = await openGrowing(keysPath);
    opened.push(keysFile);
    const there = await keysThere(keysFile, keysPath, labelled);
    const npy = await openGrowing(path);
    opened.push(npy);
    const wholeRows = await rowsThere(npy, path, dimensions);
    let rows = Math.min(wholeRows, there.keys.length);
    let keysEnd = rows === 0 ? there.headEnd : there.ends[rows - 1]!;
    await npy.truncate(npyHeaderLength + rows * dimensions * 4);
    await writeAt(npy, npyHeader(rows, dimensions), 0, path);
    await keysFile.truncate(keysEnd);
    const first =
      rows === 0
        ? undefined
        : {
            key: there.keys[0]!,
            values: fromLittleEndian(await readAt(npy, npyHeaderLength, dimensions * 4, path)),
          };
    return embeddingFile(path, {
      ...shape,
      keys: there.keys.slice(0, rows),
      first,
      async write(embeddings, of) {
        await writeAt(npy, littleEndian(embeddings.values), npyHeaderLength + rows * dimensions * 4, path);
        await writeAt(npy, npyHeader(rows + embeddings.rows, dimensions), 0, path);
        // No key before its row is on the disk.
        await npy.datasync().catch(failed);
        const lines = new TextEncoder().encode(keysLines(of));
        await writeAt(keysFile, lines, keysEnd, keysPath);
        rows += embeddings.rows;
        keysEnd += lines.length;
      },
      async undo() {
        await npy.truncate(npyHeaderLength + rows * dimensions * 4);
        await keysFile.truncate(keysEnd);
        await writeAt(npy, npyHeader(rows, dimensions), 0, path);
      },
      close: () => closeAll(opened, path),
    });
  } catch (error) {
    await Promise.allSettled(opened.map((file) => file.close()));
    throw error;
  }
}

/** Throws if a .npy has no keys beside it, or keys that have rows no .npy. */
async function checkBoth(path: string, keysPath: string): Promise<void> {
  const [npy, keys] = await Promise.all([sizeOf(path), sizeOf(keysPath)]);
  if (npy > 0 && keys === 0) {
    throw new RangeError(
      `${path} is there without ${keysPath}, so that nobody knows what its rows are; remove it, or choose another path`,
    );
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function keysThere(file: FileHandle, path: string, labelled: boolean): ReturnType<typeof readKeys> {
  const head = keysHead(labelled);
  if ((await file.stat()).size === 0) {
    await writeAt(file, new TextEncoder().encode(head), 0, path);
    return { keys: [], ends: [], headEnd: Buffer.byteLength(head) };
  }
  const found = await readKeys(file, path);
  if ((found.labels !== undefined) !== labelled) {
    throw new RangeError(
      `${path} must have ${labelled ? 'a column' : 'no column'} 'label' to be gone on with; choose another path`,
    );
  }
  return found;
}

async function rowsThere(file: FileHandle, path: string, dimensions: number): Promise<number> {
  const { size } = await file.stat();
  if (size === 0) return 0;
  const head = npyHead(await readAt(file, 0, Math.min(size, npyHeaderLength), path), path);
  if (head.dimensions !== dimensions || head.start !== npyHeaderLength || head.width !== 4) {
    throw new RangeError(
      `${path} must have rows of ${dimensions} float32 to be gone on with, got ${head.dimensions} of ${head.width * 8} bits; choose another path`,
    );
  }
  return Math.floor((size - npyHeaderLength) / (dimensions * 4));
}
