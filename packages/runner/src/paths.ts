import { relative, resolve } from 'node:path';

/** Where the person stands: npm moves to the root of the repository and leaves the place in INIT_CWD. */
export function here(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** An absolute path; a relative one is meant from where the person stands. */
export function fromHere(path: string): string {
  return resolve(here(), path);
}

/** A path as the person would type it: relative where that is shorter, quoted if a shell would split it. */
export function shown(path: string): string {
  const short = relative(here(), resolve(path));
  const text = short === '' ? '.' : short.startsWith('..') ? resolve(path) : short;
  return /[^\w./\\:@+-]/.test(text) ? `"${text}"` : text;
}
