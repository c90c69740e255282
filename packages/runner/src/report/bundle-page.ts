import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The report's script and style, bundled and minified; licences of what is in them stay as comments. */
export async function bundlePage(): Promise<{ script: string; style: string }> {
  const output = await bundled(`main${extname(import.meta.url)}`, 'style.css');
  return { script: output('.js'), style: output('.css') };
}

/** The style alone, for pages that run nothing. */
export async function bundleStyle(): Promise<string> {
  return (await bundled('style.css'))('.css');
}

async function bundled(...names: readonly string[]): Promise<(end: string) => string> {
  const here = (name: string) => fileURLToPath(new URL(`./page/${name}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: names.map(here),
    outdir: here('out'), // nothing is written: esbuild names the two outputs after it
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'inline',
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  return (end) => outputFiles.find((file) => file.path.endsWith(end))!.text;
}
