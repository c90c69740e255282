import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import * as losses from './losses/index.ts';

/** What a loss may come to, minified and without TensorFlow.js: those with class vectors draw them, which is 4 kB of it. */
const mostBytesOfALoss = 10_000;
const mostBytesOfAll = 300_000;

/** Entries that lie in no file: number i is the text i. */
const inline = (texts: readonly string[]): Plugin => ({
  name: 'inline',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^entry \d+$/ }, ({ path }) => ({ path: path.slice('entry '.length), namespace: 'inline' }));
    onLoad({ filter: /./, namespace: 'inline' }, ({ path }) => ({
      contents: texts[Number(path)]!,
      resolveDir: __dirname,
    }));
  },
});

/** Bundles each entry for the browser by itself, TensorFlow.js left out, and tells what went into it. */
async function bundled(entries: readonly string[]): Promise<Metafile['outputs'][string][]> {
  const { metafile } = await build({
    entryPoints: entries.map((_, i) => ({ in: `entry ${i}`, out: `${i}` })),
    outdir: 'out', // nothing is written
    write: false,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    platform: 'browser', // a Node built-in does not resolve
    external: ['@tensorflow/tfjs'],
    plugins: [inline(entries)],
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  return entries.map((_, i) => metafile.outputs[`out/${i}.js`]!);
}

const importsOf = ({ imports }: Metafile['outputs'][string]) => [...new Set(imports.map(({ path }) => path))];
const filesOf = ({ inputs }: Metafile['outputs'][string]) =>
  Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));

/** Of each file of losses what the room exports from it. */
async function namesByFile(): Promise<Map<string, string>> {
  const index = await readFile(join(__dirname, 'losses', 'index.ts'), 'utf8');
  const lines = [...index.matchAll(/^export \{([^}]*)\} from '\.\/([^']*)'/gm)];
  return new Map(lines.map(([, names, file]) => [file!, names!]));
}

test.each(['@siamese/core/losses', '@siamese/core'])('a loss imported from %s comes alone', async (from) => {
  const names = Object.keys(losses);
  const exported = await namesByFile();
  const outputs = await bundled(names.map((name) => `export { ${name} } from '${from}'`));
  for (const [i, output] of outputs.entries()) {
    const came = filesOf(output).flatMap((file) => exported.get(/losses\/([^/]*)$/.exec(file)?.[1] ?? '') ?? []);
    expect([names[i], ...came]).toEqual([names[i], expect.stringMatching(new RegExp(`\\b${names[i]}\\b`))]);
    expect(importsOf(output)).toEqual(['@tensorflow/tfjs']);
    expect([names[i], output.bytes < mostBytesOfALoss]).toEqual([names[i], true]);
  }
});

test('all of core but ./node runs in a browser: TensorFlow.js is the only import that is left', async () => {
  const { exports } = JSON.parse(await readFile(join(__dirname, '..', 'package.json'), 'utf8')) as {
    exports: Record<string, string>;
  };
  const doors = Object.keys(exports).filter((door) => !door.startsWith('./node'));
  const outputs = await bundled(doors.map((door) => `export * from '@siamese/core${door.slice(1)}'`));
  const tensorless = ['./metrics', './generators'];
  for (const [i, output] of outputs.entries()) {
    const left = importsOf(output).filter((name) => tensorless.includes(doors[i]!) || name !== '@tensorflow/tfjs');
    expect([doors[i], ...left]).toEqual([doors[i]]);
  }
  expect(outputs[doors.indexOf('.')]!.bytes).toBeLessThan(mostBytesOfAll);
  await expect(bundled([`export * from '@siamese/core/node'`])).rejects.toThrow('Could not resolve "node:');
});
