import { itemsFromFolder, type FolderData, type FolderOptions } from '@siamese/core/node';
import { recordings } from './recordings.ts';

/**
 * The recordings of a folder: a speaker (or another class) is a sub-folder, the recordings lie in it or deeper, all in the
 * order of their names.
 *
 * Hidden and system files are ignored; files that are no recordings by their name, and recordings beside the speakers'
 * folders, are listed in `skipped`. Nothing is decoded: see `decodeAll`.
 *
 * @throws RangeError naming the folder if it is missing, no folder, without recordings, has a speaker's folder without
 * recordings, or fewer speakers than `minClasses`
 */
export function fromFolder(folder: string, o: FolderOptions = {}): Promise<FolderData> {
  return itemsFromFolder(folder, recordings, o);
}
