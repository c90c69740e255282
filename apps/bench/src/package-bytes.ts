import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Manifest = {
  readonly files?: readonly string[];
  readonly private?: boolean;
  readonly dependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
};

/**
 * Bytes of an installed package and of all it depends on, each once: dependencies and peer dependencies, as Node finds them from its
 * folder. Of a package that lists its `files`, only those count, since a folder of a workspace holds more.
 */
export function packageBytes(folder: string, seen = new Set<string>()): number {
  if (seen.has(folder)) return 0;
  seen.add(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const listed = folder.includes('node_modules') ? undefined : manifest.files?.filter((file) => !/[*!]/.test(file));
  let bytes = listed ? listed.reduce((sum, file) => sum + bytesOf(join(folder, file)), 0) : bytesOf(folder);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const found = find(name, folder);
    if (found) bytes += packageBytes(found, seen);
  }
  return bytes;
}

/** The folder of a dependency, as Node looks for it: in `node_modules` here, then further up. */
function find(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

/** Bytes of the files in a folder; `node_modules` in it belong to others. */
function bytesOf(path: string): number {
  if (!existsSync(path)) return 0;
  const state = lstatSync(path);
  if (!state.isDirectory()) return state.isFile() ? state.size : 0;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}
