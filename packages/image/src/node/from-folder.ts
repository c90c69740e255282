import { itemsFromFolder, type FolderData, type FolderOptions } from '@siamese/core/node';
import { pictures } from './pictures.ts';

/**
 * The pictures of a folder: a class is a sub-folder, its pictures lie in it or deeper, all in the order of their names.
 *
 * Hidden and system files (`.DS_Store`, `Thumbs.db`, `desktop.ini`, `__MACOSX`) are ignored; files that are no pictures
 * by their name, and pictures beside the class folders, are listed in `skipped`. Nothing is decoded: see `decodeAll`.
 *
 * @throws RangeError naming the folder if it is missing, no folder, without pictures, has a class folder without
 * pictures, or fewer classes than `minClasses`
 */
export function fromFolder(folder: string, o: FolderOptions = {}): Promise<FolderData> {
  return itemsFromFolder(folder, pictures, o);
}
