import { type ExactIndex, indexBytes, indexFile, indexOf } from '../knn/index.ts';
import { readSafetensors } from './read-safetensors.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/** Saves an exact index as one file: whole, or what was there stays. @throws RangeError if its distance is not one of ours */
export async function saveIndex(index: ExactIndex, path: string): Promise<void> {
  await writeFileAtomic(path, indexBytes(index));
}

/**
 * Reads an index that `saveIndex` wrote.
 *
 * @param o.budget bytes for a block of scores (128 MiB unless given)
 * @throws SyntaxError naming the file and the field if it is another file, damaged or cut short
 * @throws RangeError if it is not there or of a newer version
 */
export async function loadIndex(path: string, o: { budget?: number } = {}): Promise<ExactIndex> {
  return indexOf(await readSafetensors(path, indexFile), path, o);
}
