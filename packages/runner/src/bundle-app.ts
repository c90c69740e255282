import { pathToFileURL } from 'node:url';
import { readFile } from 'node:fs/promises';
import { build, type Plugin } from 'esbuild';

/**
 * Bundles an app's TypeScript into one file of JavaScript, which starts in a third of the time that a loader takes for some
 * hundred files. It runs on this machine alone: what it takes from other packages, and what it finds beside its sources, stays
 * where it is.
 *
 * @param main the app's entry
 * @param out the file that is written
 */
export async function bundleApp(main: string, out: string): Promise<void> {
  await build({
    entryPoints: [main],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [inPlace],
    tsconfigRaw: {},
    logLevel: 'silent',
  });
}

const ours = /^@siamese\//;

const inPlace: Plugin = {
  name: 'in-place',
  setup(building) {
    building.onResolve({ filter: /^[^.#/]/ }, async ({ path, kind, pluginData, ...from }) => {
      if (kind === 'entry-point' || ours.test(path) || path.startsWith('node:') || pluginData === inPlace)
        return undefined;
      const found = await building.resolve(path, { ...from, kind, pluginData: inPlace });
      // What is optional may not be there.
      const there = found.errors.length === 0 && !found.external;
      return { path: there ? pathToFileURL(found.path).href : path, external: true };
    });
    building.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};
