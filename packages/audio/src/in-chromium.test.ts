import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@siamese/onnx';
import { embed } from '@siamese/core';
import { save } from '@siamese/core/node';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createAudioEncoder, type AudioEncoderOptions } from './encoder/index.ts';
import { bytesOf, oracle, put, temporaryFolder, tone, wavFile } from './files.testing.ts';
import { resemblyzer, tacotron, whisper } from './front-end/presets.ts';
import { lstmStack, melCnnLstm, tdnn, waveCnn } from './networks/index.ts';

jest.setTimeout(120_000); // a browser has to start, perhaps on a busy machine, and its backend `cpu` is slow

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const inChromium = existsSync(executablePath) ? describe : describe.skip;

const site = 'http://siamese.test';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

/** A swelling tone with overtones; another for each pitch. */
const voice = (seconds: number, hertz: number, sampleRate: number) => {
  const low = tone(seconds, { hertz, sampleRate });
  const high = tone(seconds, { hertz: 7.3 * hertz, sampleRate });
  return low.map((value, i) => value + 0.3 * high[i]!);
};
const sounds: Readonly<Record<string, () => Uint8Array>> = {
  'windows.wav': () => wavFile([voice(1.3, 150, 16_000)]),
  'stereo.wav': () => wavFile([voice(0.7, 210, 44_100), voice(0.7, 130, 44_100)], { sampleRate: 44_100, bits: 24 }),
  'telephone.wav': () => wavFile([voice(0.4, 300, 8000)], { sampleRate: 8000, bits: 32, float: true }),
  'a.flac': () => bytesOf(oracle.files['flac16']!.file),
  'a.mp3': () => bytesOf(oracle.files['mp3']!.file),
  'a.ogg': () => bytesOf(oracle.files['vorbis']!.file),
  'a.opus': () => bytesOf(oracle.files['opus']!.file),
};

const encoders: [string, Omit<AudioEncoderOptions, 'seed'>][] = [
  ['mel-cnn-lstm', { frontEnd: { ...tacotron, sampleRate: 16_000 }, network: (o) => melCnnLstm({ ...o, depth: 16 }) }],
  ['tdnn', { frontEnd: whisper, network: (o) => tdnn({ ...o, width: 32, blocks: 2 }), inference: 'whole' }],
  ['lstm-stack', { frontEnd: resemblyzer, network: (o) => lstmStack({ ...o, units: 32 }), loudness: -30 }],
  ['wave-cnn', { frontEnd: { kind: 'wave', sampleRate: 16_000 }, network: (o) => waveCnn({ ...o, depth: 8 }) }],
];

inChromium('in Chromium', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let browser: Browser | undefined;
  let page: Page;
  const said: string[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const [name, make] of Object.entries(sounds)) await put(join(folder.path, name), make());
    await put(
      join(folder.path, 'index.html'),
      '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="page.js"></script>',
    );
    await build({
      entryPoints: [join(__dirname, 'page.testing.ts')],
      outfile: join(folder.path, 'page.js'),
      bundle: true,
      format: 'iife',
      platform: 'browser', // a Node built-in does not resolve
      tsconfigRaw: {},
      logLevel: 'silent',
    });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
    page = await browser.newPage();
    page.on('pageerror', (error) => said.push(String(error)));
    // Nothing leaves this machine: what the page asks for is answered from the folder.
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      const body = await readFile(join(folder.path, pathname)).catch(() => undefined);
      if (body === undefined) await route.fulfill({ status: 404, body: '' });
      else await route.fulfill({ body, contentType: types[extname(pathname)] ?? 'application/octet-stream' });
    });
    await page.goto(`${site}/index.html`);
  });
  afterAll(async () => {
    await browser?.close();
    await folder.remove();
  });

  it.each(encoders)('%s embeds every format as in Node, to 1e-4', async (name, o) => {
    await tf.setBackend('onnx');
    const encoder = createAudioEncoder({ seconds: 0.5, dimensions: 16, ...o, seed: 1 });
    await save(encoder, join(folder.path, name));
    const files = Object.keys(sounds);
    const here = await embed(
      encoder,
      files.map((file) => join(folder.path, file)),
    );
    encoder.model.dispose();

    const there = await page.evaluate<number[][]>(
      `embedInPage('cpu', ${JSON.stringify(name)}, ${JSON.stringify(files)})`,
    );
    const rows = files.map((_, i) => [...here.values.subarray(16 * i, 16 * (i + 1))]);
    const apart = (a: readonly number[], b: readonly number[]) =>
      Math.max(...a.map((value, d) => Math.abs(value - b[d]!)));
    rows.forEach((row, i) => expect([files[i], apart(row, there[i]!)]).toEqual([files[i], expect.closeTo(0, 4)]));
    // An embedding that is the same whatever is heard would be equal too.
    expect(Math.min(...rows.slice(1).map((row) => apart(row, rows[0]!)))).toBeGreaterThan(1e-3);
    expect(said).toEqual([]);
  });
});
