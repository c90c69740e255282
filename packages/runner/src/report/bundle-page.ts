import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page's script and style, bundled and minified; licences of what is in them stay as comments. */
export async function bundlePage(): Promise<{ script: string; style: string }> {
  const here = (name: string) => fileURLToPath(new URL(`./page/${name}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [here(`main${extname(import.meta.url)}`), here('style.css')],
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
  const output = (end: string) => outputFiles.find((file) => file.path.endsWith(end))!.text;
  return { script: output('.js'), style: output('.css') };
}
