import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';
import { save } from '@siamese/core/node';
import { createImageEncoder } from '@siamese/image';
import sharp from 'sharp';

const main = join(__dirname, 'main.ts');
let place = '';
let good = new Uint8Array();

beforeAll(async () => {
  await tf.setBackend('cpu');
  place = mkdtempSync(join(tmpdir(), 'siamese-bad-'));
  const noise = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => (i * 7919) % 251);
  good = new Uint8Array(
    await sharp(noise, { raw: { width: 32, height: 32, channels: 3 } })
      .png()
      .toBuffer(),
  );
  const encoder = createImageEncoder({ size: 8, channels: 1, dimensions: 4, network: 'mlp', seed: 1 });
  await save(encoder, join(place, 'model'));
  encoder.model.dispose();
}, 60_000);
afterAll(() => rmSync(place, { recursive: true }));

/** Class folders with good pictures: `{ ada: 2 }` is `ada/1.png` and `ada/2.png`. */
function folder(name: string, classes: Readonly<Record<string, number>>): string {
  const root = join(place, name);
  mkdirSync(root, { recursive: true });
  for (const [label, count] of Object.entries(classes)) {
    mkdirSync(join(root, label), { recursive: true });
    for (let n = 1; n <= count; n++) writeFileSync(join(root, label, `${n}.png`), good);
  }
  return root;
}

type Ended = { code: number; error: string; output: string };

/** Runs the command line as a person would, in the test's folder. */
function run(...args: readonly string[]): Promise<Ended> {
  const env = {
    ...process.env,
    INIT_CWD: place,
    SIAMESE_DATA: join(place, 'data'),
    XDG_CACHE_HOME: join(place, 'cache'),
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', main, ...args],
      { env, cwd: dirname(main) },
      (failed, output, error) => resolve({ code: failed === null ? 0 : Number(failed.code), error, output }),
    );
  });
}

/** One sentence that says what is wrong and what to do, no stack trace, nothing left behind. */
function expectSentence({ code, error }: Ended, expectedCode: number, ...says: readonly (string | RegExp)[]): void {
  const lines = error.split('\n').filter((line) => line !== '');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^error: /);
  for (const words of says) expect(lines[0]).toMatch(words);
  expect(code).toBe(expectedCode);
  expect(existsSync(join(place, 'runs'))).toBe(false);
}

describe('usage, exit code 2', () => {
  it.each([
    [['--epochs', '-1'], /--epochs.*-1.*whole number of at least 1/],
    [['--margin', 'abc'], /--margin.*abc.*number/],
    [['--epoch', '3'], /--epoch.*Did you mean --epochs/],
    [['trian'], /unknown verb 'trian'; the verbs are train, compare/],
    [
      ['--miner', 'batch-hard', '--loss', 'contrastive'],
      /--miner batch-hard goes with --loss triplet, soft-triplet, margin-of-triplets only/,
    ],
    [['--margin', '2', '--loss', 'nt-xent'], /--margin does not go with --loss nt-xent, which has none/],
    [['--resume', 'nowhere'], /nowhere is no run that can go on.*--resume takes a run folder/],
    [['--resume', 'nowhere', '--margin', '2'], /leave out --margin/],
  ])('%j', async (args, says) => {
    expectSentence(await run(...args), 2, says);
  });
});

describe('pictures, exit code 1, before training', () => {
  const bad = async (name: string, bytes: Uint8Array, file: string): Promise<Ended> => {
    const root = folder(name, { ada: 3, bob: 3 });
    writeFileSync(join(root, 'bob', file), bytes);
    return run('--data', name);
  };

  it('a truncated PNG', async () => {
    expectSentence(await bad('cut', good.subarray(0, good.length / 2), 'cut.png'), 1, 'cut.png', /cut short/);
  });
  it('a text file named .jpg', async () => {
    expectSentence(await bad('text', new TextEncoder().encode('hello'), 'note.jpg'), 1, 'note.jpg', /not a picture/);
  });
  it('a photograph in a format that is not read, with --skip-bad-items named', async () => {
    const heic = Uint8Array.from([0, 0, 0, 24, ...new TextEncoder().encode('ftypheic'), ...new Uint8Array(64)]);
    expectSentence(
      await bad('heic', heic, 'photo.heic'),
      1,
      'photo.heic',
      /convert it to JPEG or PNG/,
      /--skip-bad-items/,
    );
  });
  it('a picture of one pixel', async () => {
    const pixel = await sharp(Uint8Array.of(9), { raw: { width: 1, height: 1, channels: 1 } })
      .png()
      .toBuffer();
    expectSentence(await bad('pixel', new Uint8Array(pixel), 'dot.png'), 1, 'dot.png', /1 x 1/);
  });
  it('a picture of 30,000 x 30,000', async () => {
    // The header alone says it: no decoder may be asked to unpack it.
    const header = Uint8Array.from(good);
    new DataView(header.buffer).setUint32(16, 30_000);
    new DataView(header.buffer).setUint32(20, 30_000);
    const huge = await bad('huge', header, 'huge.png');
    expectSentence(huge, 1, 'huge.png');
  });
  it('an empty folder', async () => {
    folder('nothing', {});
    expectSentence(await run('--data', 'nothing'), 1, 'nothing', /no pictures/);
  });
  it('an empty class folder', async () => {
    folder('hollow', { ada: 3, bob: 3, eve: 0 });
    expectSentence(await run('--data', 'hollow'), 1, /hollow.eve/, /no pictures; add some or remove/);
  });
  it('one class only', async () => {
    folder('lonely', { ada: 3 });
    expectSentence(await run('--data', 'lonely'), 1, 'lonely', /only one class \(ada\)/);
  });
  it('a class with one item', async () => {
    folder('single', { ada: 3, bob: 3, eve: 1 });
    expectSentence(await run('--data', 'single'), 1, 'single', /class eve has one picture/);
  });
  it('a folder that is not there', async () => {
    expectSentence(await run('--data', 'gone'), 1, 'gone', /check the path/);
  });
});

describe('tables and data sets, exit code 1', () => {
  it('a CSV without the column label', async () => {
    writeFileSync(join(place, 'columns.csv'), 'path,name\na.png,ada\n');
    expectSentence(await run('--data', 'columns.csv'), 1, 'columns.csv', /no column 'label'/);
  });
  it('a CSV that names a file that is missing', async () => {
    writeFileSync(join(place, 'missing.csv'), 'path,label\ngone.png,ada\n');
    expectSentence(await run('--data', 'missing.csv'), 1, 'missing.csv', /gone.png.*not there/);
  });
  it('a data set that is not there: what to put where', async () => {
    expectSentence(await run('--data', 'mnist'), 1, /put train-images-idx3-ubyte.gz/, join('data', 'mnist'));
  });
  it('a gzip cut short', async () => {
    const mnist = join(place, 'data', 'fashion-mnist');
    mkdirSync(mnist, { recursive: true });
    const idx = new Uint8Array(gzipSync(Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 1, 2])));
    for (const part of ['train', 't10k'])
      for (const kind of ['images-idx3', 'labels-idx1'])
        writeFileSync(join(mnist, `${part}-${kind}-ubyte.gz`), idx.subarray(0, 14));
    expectSentence(await run('--data', 'fashion-mnist'), 1, /fashion-mnist.*ubyte.gz/, /cut short/);
  });
});

describe('models, exit code 1', () => {
  const broken = (name: string): string => {
    cpSync(join(place, 'model'), join(place, name), { recursive: true });
    writeFileSync(join(place, 'good.png'), good);
    return join(place, name);
  };

  it('without siamese.json', async () => {
    rmSync(join(broken('bare'), 'siamese.json'));
    expectSentence(await run('compare', 'good.png', 'good.png', '--model', 'bare'), 1, 'bare', /siamese.json/);
  });
  it('with a file that is missing', async () => {
    rmSync(join(broken('lacking'), 'encoder', 'weights.bin'));
    expectSentence(await run('compare', 'good.png', 'good.png', '--model', 'lacking'), 1, /lacking.*weights.bin/);
  });
  it('with a file that is cut short', async () => {
    truncateSync(join(broken('short'), 'encoder', 'weights.bin'), 100);
    expectSentence(await run('compare', 'good.png', 'good.png', '--model', 'short'), 1, /short.*weights.bin/);
  });
  it('with a siamese.json that does not parse', async () => {
    writeFileSync(join(broken('garbled'), 'siamese.json'), '{"format":');
    expectSentence(await run('compare', 'good.png', 'good.png', '--model', 'garbled'), 1, /garbled.*siamese.json/);
  });
  it('none at all', async () => {
    broken('none');
    expectSentence(await run('compare', 'good.png', 'good.png'), 1, /no model below runs; train one first/);
  });
});

describe('paths that cannot be written, exit code 1', () => {
  it('a run folder below a file', async () => {
    writeFileSync(join(place, 'file'), 'mine');
    expectSentence(await run('--data', 'scribbles', '--runs', 'file/runs'), 1, /file/, /another path/);
    expect(readFileSync(join(place, 'file'), 'utf8')).toBe('mine');
  });
  it('embeddings below a file', async () => {
    folder('gallery', { ada: 2, bob: 2 });
    writeFileSync(join(place, 'file'), 'mine');
    expectSentence(
      await run('embed', 'gallery', '--out', 'file/e.npy', '--model', 'model'),
      1,
      /file.e.npy cannot be written/,
    );
    expect(readdirSync(join(place, 'gallery'))).toEqual(['ada', 'bob']);
  });
});

it('shows where an error came from with --verbose', async () => {
  const { code, error } = await run('--data', 'gone', '--verbose');
  expect(code).toBe(1);
  expect(error).toMatch(/\n +at /);
});
