import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Labelled } from '../labels.ts';
import { isIgnored } from './is-ignored.ts';
import type { ItemWords } from './item-words.ts';

/** Labelled paths, and the files that were passed over. */
export type FolderData = Labelled<string> & {
  /** Files that are not taken, and why. Hidden and system files are not even listed. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

/** What a folder must hold. */
export type FolderOptions = {
  /** The fewest classes that will do. Default 1; training and evaluating need 2 or more. */
  readonly minClasses?: number;
  /** Whether items that lie in no class folder are taken too, with the label ''. Default false: they are skipped. */
  readonly loose?: boolean;
};

const deepest = 32;

/**
 * The items of a folder: a class is a sub-folder, its items lie in it or deeper, all in the order of their names.
 *
 * Hidden and system files (`.DS_Store`, `Thumbs.db`, `desktop.ini`, `__MACOSX`) are ignored; files that are no items by
 * their name, and items beside the class folders, are listed in `skipped`. Nothing is decoded.
 *
 * @throws RangeError naming the folder if it is missing, no folder, without items, has a class folder without items, or
 * fewer classes than `minClasses`
 */
export async function itemsFromFolder(
  folder: string,
  words: ItemWords,
  { minClasses = 1, loose: takesLoose = false }: FolderOptions = {},
): Promise<FolderData> {
  const { one, many, class: kind, file, isItem } = words;
  const items: string[] = [];
  const labels: string[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const empty: string[] = [];
  let loose = 0;
  for (const { name, path, kind: found } of await listed(folder, kind)) {
    if (found === 'file') {
      const meant = isItem(name);
      if (meant && takesLoose) {
        items.push(path);
        labels.push('');
        continue;
      }
      if (meant) loose++;
      skipped.push({ path, reason: meant ? `is in no ${kind} folder` : `is no ${one} by its name` });
      continue;
    }
    const before = items.length;
    for await (const each of filesBelow(path, kind, [])) {
      if (isItem(each)) {
        items.push(each);
        labels.push(name);
      } else {
        skipped.push({ path: each, reason: `is no ${one} by its name` });
      }
    }
    if (items.length === before) empty.push(path);
  }
  const layout = `put the ${many} of each ${kind} into a folder of its own: ${join(folder, `<${kind}>`, file)}`;
  if (items.length === 0 && empty.length === 0) {
    throw new RangeError(
      `${folder} has ${loose > 0 ? `${loose} ${many} but no ${kind} folder` : `no ${many}`}; ${layout}`,
    );
  }
  if (empty.length > 0 && !(takesLoose && items.length > 0)) {
    const others = empty.length > 1 ? ` (and ${empty.length - 1} more ${kind} folders)` : '';
    throw new RangeError(`${empty[0]}${others} has no ${many}; add some or remove the folder`);
  }
  const classes = [...new Set(labels)];
  if (classes.length < minClasses) {
    const plural = kind.endsWith('s') ? `${kind}es` : `${kind}s`;
    throw new RangeError(
      `${folder} has ${classes.length === 1 ? `only one ${kind}` : `only ${classes.length} ${plural}`} (${classes.join(', ')}), ${minClasses} or more are needed; ${layout}`,
    );
  }
  return { items, labels, skipped };
}

type Entry = { readonly name: string; readonly path: string; readonly kind: 'file' | 'folder' };

/** What is in a folder, by name; links count as what they point to, and what is neither file nor folder does not. */
async function listed(folder: string, kind: string): Promise<Entry[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new RangeError(`${folder} is not there; check the path`);
    if (error.code === 'ENOTDIR')
      throw new RangeError(`${folder} is no folder; give the folder of the ${kind} folders`);
    throw new RangeError(`${folder} cannot be read (${error.code}); check its permissions`);
  });
  const entries: Entry[] = [];
  // By code unit, so that the order is the same on every machine and in every language.
  const byName = found.filter(({ name }) => !isIgnored(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of byName) {
    const { name } = entry;
    const path = join(folder, name);
    const what = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (what?.isDirectory() === true) entries.push({ name, path, kind: 'folder' });
    else if (what === undefined || what.isFile()) entries.push({ name, path, kind: 'file' });
  }
  return entries;
}

/** All files below a folder; a link to a folder that holds it would never end, and is refused. */
async function* filesBelow(folder: string, kind: string, above: readonly string[]): AsyncGenerator<string> {
  const real = await realpath(folder);
  if (above.includes(real) || above.length >= deepest) {
    throw new RangeError(
      `${folder} is a link to a folder above it, or too deep (${relative(above[0] ?? '', real)}); remove it`,
    );
  }
  for (const { path, kind: found } of await listed(folder, kind)) {
    if (found === 'file') yield path;
    else yield* filesBelow(path, kind, [...above, real]);
  }
}
