import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Labelled } from '@siamese/core';
import { isIgnored, isPictureName } from './file-names.ts';

/** Labelled paths, and the files that were passed over. */
export type FolderData = Labelled<string> & {
  /** Files that are not taken, and why. Hidden and system files are not even listed. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

/** What a folder must hold. */
export type FolderOptions = {
  /** The fewest classes that will do. Default 1; training and evaluating need 2 or more. */
  readonly minClasses?: number;
};

const deepest = 32;

/**
 * The pictures of a folder: a class is a sub-folder, its pictures lie in it or deeper, all in the order of their names.
 *
 * Hidden and system files (`.DS_Store`, `Thumbs.db`, `desktop.ini`, `__MACOSX`) are ignored; files that are no pictures
 * by their name, and pictures beside the class folders, are listed in `skipped`. Nothing is decoded: see `decodeAll`.
 *
 * @throws RangeError naming the folder if it is missing, no folder, without pictures, has a class folder without
 * pictures, or fewer classes than `minClasses`
 */
export async function fromFolder(folder: string, { minClasses = 1 }: FolderOptions = {}): Promise<FolderData> {
  const items: string[] = [];
  const labels: string[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const empty: string[] = [];
  let loose = 0;
  for (const { name, path, kind } of await listed(folder)) {
    if (kind === 'file') {
      const picture = isPictureName(name);
      if (picture) loose++;
      skipped.push({ path, reason: picture ? `is in no class folder` : 'is no picture by its name' });
      continue;
    }
    const before = items.length;
    for await (const file of filesBelow(path, [])) {
      if (isPictureName(file)) {
        items.push(file);
        labels.push(name);
      } else {
        skipped.push({ path: file, reason: 'is no picture by its name' });
      }
    }
    if (items.length === before) empty.push(path);
  }
  const layout = `put the pictures of each class into a folder of its own: ${join(folder, '<class>', '<picture>.jpg')}`;
  if (items.length === 0 && empty.length === 0) {
    throw new RangeError(
      `${folder} has ${loose > 0 ? `${loose} pictures but no class folder` : 'no pictures'}; ${layout}`,
    );
  }
  if (empty.length > 0) {
    const others = empty.length > 1 ? ` (and ${empty.length - 1} more class folders)` : '';
    throw new RangeError(`${empty[0]}${others} has no pictures; add some or remove the folder`);
  }
  const classes = new Set(labels).size;
  if (classes < minClasses) {
    throw new RangeError(
      `${folder} has ${classes === 1 ? 'only one class' : `only ${classes} classes`} (${[...new Set(labels)].join(', ')}), ${minClasses} or more are needed; ${layout}`,
    );
  }
  return { items, labels, skipped };
}

type Entry = { readonly name: string; readonly path: string; readonly kind: 'file' | 'folder' };

/** What is in a folder, by name; links count as what they point to, and what is neither file nor folder does not. */
async function listed(folder: string): Promise<Entry[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new RangeError(`${folder} is not there; check the path`);
    if (error.code === 'ENOTDIR') throw new RangeError(`${folder} is no folder; give the folder of the class folders`);
    throw new RangeError(`${folder} cannot be read (${error.code}); check its permissions`);
  });
  const entries: Entry[] = [];
  // By code unit, so that the order is the same on every machine and in every language.
  for (const name of names.filter((name) => !isIgnored(name)).sort()) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) entries.push({ name, path, kind: 'folder' });
    else if (found === undefined || found.isFile()) entries.push({ name, path, kind: 'file' });
  }
  return entries;
}

/** All files below a folder; a link to a folder that holds it would never end, and is refused. */
async function* filesBelow(folder: string, above: readonly string[]): AsyncGenerator<string> {
  const real = await realpath(folder);
  if (above.includes(real) || above.length >= deepest) {
    throw new RangeError(
      `${folder} is a link to a folder above it, or too deep (${relative(above[0] ?? '', real)}); remove it`,
    );
  }
  for (const { path, kind } of await listed(folder)) {
    if (kind === 'file') yield path;
    else yield* filesBelow(path, [...above, real]);
  }
}
