import { relative, resolve } from 'node:path';

/** Where the person stands: npm moves to the root of the repository and leaves the place in INIT_CWD. */
export function here(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** An absolute path; a relative one is meant from where the person stands. */
export function fromHere(path: string): string {
  return resolve(here(), path);
}

/** A path as the person would type it: relative where that is shorter, quoted if a shell would split it or see more in it. */
export function shown(path: string): string {
  const short = relative(here(), resolve(path));
  const text = short === '' ? '.' : short.startsWith('..') ? resolve(path) : short;
  return asTyped(text);
}

/** A word as a person would type it into a shell, quoted where it must be. */
export function asTyped(word: string): string {
  const windows = process.platform === 'win32';
  if ((windows ? /^[\w./\\:@=,+-]+$/ : /^[\w./:@=,+-]+$/).test(word)) return word;
  // These mean something inside double quotes too; on Windows they don't, or can't be in a name.
  if (windows || !/["$`\\!]/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
