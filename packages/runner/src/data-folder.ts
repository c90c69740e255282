import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fromHere, shown } from './paths.ts';

/** The folders in which data sets are looked for: `$SIAMESE_DATA`, then a cache folder of the person's own. */
export function dataFolders(): readonly string[] {
  const told = process.env['SIAMESE_DATA'];
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return [...(told === undefined || told === '' ? [] : [fromHere(told)]), join(cache, 'siamese')];
}

/**
 * The folder of a data set that has all its files.
 *
 * @throws {Error} No folder has them: one message that says what to put where, and where it comes from.
 */
export function findDataSet(name: string, files: readonly string[], from: string): string {
  for (const folder of dataFolders()) {
    const found = join(folder, name);
    if (files.every((file) => existsSync(join(found, file)))) return found;
  }
  const [first, ...others] = dataFolders().map((folder) => shown(join(folder, name)));
  const missing = files.filter((file) => !dataFolders().some((folder) => existsSync(join(folder, name, file))));
  throw new Error(
    `the data set ${name} is not complete: put ${missing.join(', ')} (from ${from}) into ${[first, ...others].join(' or ')}` +
      (process.env['SIAMESE_DATA'] === undefined ? `, or set SIAMESE_DATA to the folder that holds ${name}/` : ''),
  );
}
