import { checkNpyLength, npyHead, npyHeadLength, npyValues } from '../../files/index.ts';
import type { Embeddings } from '../../knn/index.ts';
import { openPlainFile } from '../open-plain-file.ts';
import { readAt } from '../read-at.ts';

/**
 * Reads a .npy file of float32 or float64, `[rows, dimensions]`, as `npyEmbeddings` and NumPy write it.
 *
 * @throws SyntaxError naming the file if it is no such file, is cut short or too long
 * @throws RangeError if it is not there
 */
export async function readNpy(path: string): Promise<Embeddings> {
  const { file, size } = await openPlainFile(path);
  try {
    const beginning = await readAt(file, 0, Math.min(size, 12), path);
    const length = beginning.length < 12 ? size : Math.min(size, npyHeadLength(beginning));
    const head = npyHead(await readAt(file, 0, length, path), path);
    // Before anything of that size is asked for.
    checkNpyLength(head, size, path);
    return npyValues(head, await readAt(file, head.start, size - head.start, path));
  } finally {
    await file.close();
  }
}
