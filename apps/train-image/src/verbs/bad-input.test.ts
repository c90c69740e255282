import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { readEmbeddings, save } from '@siamese/core/node';
import { createImageEncoder } from '@siamese/image';
import { typed, type Ended } from '../command-line.testing.ts';
import { drawPeople } from '../people.testing.ts';

let place = '';
const before = process.env['INIT_CWD'];
const at = (...path: readonly string[]): string => join(place, ...path);
const use = ['--model', 'model', '--backend', 'cpu'];
const good = join('people', 'ada', '0.png');
const cut = join('spoilt', 'ada', 'cut.png');
const calibration = { threshold: 0.5, target: 'eer', far: 0, frr: 0, measuredOn: 'nothing', pairs: 1 };

beforeAll(async () => {
  await tf.setBackend('cpu');
  place = mkdtempSync(join(tmpdir(), 'siamese-verbs-'));
  process.env['INIT_CWD'] = place;
  for (const [name, dimensions] of [
    ['model', 4],
    ['wide', 6],
    ['other', 4],
  ] as const) {
    // prettier-ignore
    const seed = name === 'other' ? 2 : 1;
    const encoder = createImageEncoder({ size: 8, channels: 3, dimensions, network: 'mlp', augment: false, seed });
    await save({ ...encoder, calibration }, at(name));
    encoder.model.dispose();
  }
  await drawPeople(at('people'), ['ada', 'bob'], 3);
  cpSync(at('people'), at('spoilt'), { recursive: true });
  writeFileSync(at(cut), Uint8Array.from(readFileSync(at(good))).subarray(0, 100));
  for (const name of ['sound', 'bare']) cpSync(at('model'), at(name), { recursive: true });
  const json = readFileSync(at('sound', 'siamese.json'), 'utf8');
  writeFileSync(at('sound', 'siamese.json'), json.replace('"modality": "image"', '"modality": "audio"'));
  rmSync(at('bare', 'siamese.json'));
  mkdirSync(at('nothing'));
  writeFileSync(at('drawing.png'), '<?xml version="1.0"?><svg width="9" height="9"/>');
  writeFileSync(at('file'), 'mine');
});
afterAll(() => {
  rmSync(place, { recursive: true });
  if (before === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = before;
});

/** One sentence that says what is wrong and what to do, and no other file than before. */
async function refused(args: readonly string[], says: RegExp, code = 1): Promise<Ended> {
  const there = readdirSync(place, { recursive: true, encoding: 'utf8' }).toSorted();
  const ended = await typed(...args);
  const lines = ended.error.split('\n').filter((line) => line !== '');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^error: /);
  expect(lines[0]).toMatch(says);
  expect(ended.code).toBe(code);
  expect(readdirSync(place, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(there);
  return ended;
}

/** Each verb, with one item put where it takes one and one folder where it takes that. */
const verbs: Readonly<Record<string, (item: string, folder: string) => string[]>> = {
  compare: (item) => ['compare', good, item],
  verify: (item) => ['verify', item, good],
  identify: (item, folder) => ['identify', item, '--gallery', folder],
  search: (item, folder) => ['search', item, '--in', folder, '--out', 'pages'],
  cluster: (_, folder) => ['cluster', folder, '--out', 'pages'],
  embed: (_, folder) => ['embed', folder, '--out', 'never.npy'],
  evaluate: (_, folder) => ['evaluate', '--data', folder],
};
const takeItems = ['compare', 'verify', 'identify', 'search'];
const takeFolders = ['identify', 'search', 'cluster', 'embed', 'evaluate'];

describe.each(takeItems)('%s, of an item', (verb) => {
  it.each([
    ['that is not there', 'gone.png', /gone\.png is not there; check the path/],
    ['that is a folder', 'people', /people is no file; give the path of a file/],
    ['that is cut short', cut, /cut\.png is damaged or cut short .*; replace or remove it/],
    ['that is an SVG', 'drawing.png', /drawing\.png is a SVG file, which is not read; convert it to JPEG or PNG/],
  ])('%s', async (_, item, says) => {
    await refused([...verbs[verb]!(item, 'people'), ...use], says);
  });
});

describe.each(takeFolders)('%s, of a folder', (verb) => {
  it.each([
    ['that is not there', 'gone', /gone is (not there|neither a data set .* that is there); check the path/],
    ['that holds nothing', 'nothing', /nothing has no pictures; put the pictures/],
    ['with a picture that is cut short', 'spoilt', /cut\.png is damaged or cut short .* or type --skip-bad-items/],
  ])('%s', async (_, folder, says) => {
    if (verb === 'embed' && folder === 'spoilt') {
      // What was made before it is kept, so that it can be gone on with.
      const ended = await typed(...verbs[verb]!(good, folder), ...use);
      expect(ended).toMatchObject({ code: 1, error: expect.stringMatching(says) });
      for (const name of ['never.npy', 'never.keys.csv']) rmSync(at(name));
      return;
    }
    await refused([...verbs[verb]!(good, folder), ...use], says);
  });
});

describe.each(Object.keys(verbs))('%s, with a model', (verb) => {
  const withModel = (model: string): string[] => [
    ...verbs[verb]!(good, 'people'),
    '--model',
    model,
    '--backend',
    'cpu',
  ];
  it('that is not there, is none, or is of sounds', async () => {
    await refused(withModel('gone'), /gone is not there; --model takes the folder of a model or of a run/);
    await refused(withModel('bare'), /bare holds no model: its siamese\.json is missing/);
    await refused(withModel('file'), /file holds no model/);
    await refused(withModel('sound'), /sound: imagePrepare: the encoder must be of the modality image, got audio/);
  });
});

describe('identify, with a gallery that was saved', () => {
  const ask = (...more: readonly string[]): string[] => ['identify', good, '--gallery', 'kept', ...more];
  beforeAll(async () => {
    const saved = await typed('identify', good, '--gallery', 'people', '--save-gallery', 'kept', ...use);
    expect(saved).toMatchObject({ code: 0, output: expect.stringMatching(/ada/) });
  });
  it('answers as the folder did; by another model, cut short or foreign it is refused', async () => {
    expect(await typed(...ask(...use))).toMatchObject({ code: 0, output: expect.stringMatching(/ada/) });
    await refused(ask('--model', 'other', '--backend', 'cpu'), /kept .*another model|kept.*enrolled/);
    const whole = Uint8Array.from(readFileSync(at('kept')));
    truncateSync(at('kept'), whole.length - 5);
    await refused(ask(...use), /kept is no gallery that can be read: .*cut short/);
    writeFileSync(at('kept'), 'hello');
    await refused(ask(...use), /kept is no gallery that can be read: /);
    writeFileSync(at('kept'), whole);
  });
});

describe('where it cannot be written', () => {
  it.each([
    ['search', ['search', good, '--in', 'people', '--out', 'file']],
    ['cluster', ['cluster', 'people', '--out', 'file']],
    ['embed', ['embed', 'people', '--out', join('file', 'e.npy')]],
    ['identify', ['identify', good, '--gallery', 'people', '--save-gallery', join('file', 'kept')]],
  ])('%s says so, and leaves what is there', async (_, args) => {
    await refused([...args, ...use], /file.*(; choose another path|make it or choose another path)/);
    expect(readFileSync(at('file'), 'utf8')).toBe('mine');
  });

  it('embed refuses a name that ends otherwise, and embeddings of other dimensions', async () => {
    await refused(
      ['embed', 'people', '--out', 'e.txt', ...use],
      /--out must end in \.npy, \.csv, \.parquet, got e\.txt/,
      2,
    );
    expect(await typed('embed', 'people', '--out', 'e.npy', ...use)).toMatchObject({ code: 0 });
    const kept = readFileSync(at('e.npy'));
    await refused(
      ['embed', 'people', '--out', 'e.npy', '--model', 'wide', '--backend', 'cpu'],
      /e\.npy must have rows of 6 float32 to be gone on with, got 4/,
    );
    expect(readFileSync(at('e.npy'))).toEqual(kept);
  });
});

describe('names of every kind, and files of one name', () => {
  const people = ['Ada B', `o'Neil "X"`, 'Боб', '名前', '<b>&amp;', '-dash'];
  beforeAll(async () => {
    await drawPeople(at('many names'), people, 2);
    for (const person of people)
      cpSync(at('many names', person, '0.png'), at('many names', person, `это "0" 'x' <i>.png`));
  });

  it('are keys of embeddings, in each format', async () => {
    const expected = people.flatMap((person) =>
      ['0.png', '1.png', `это "0" 'x' <i>.png`].map((file) => `${person}/${file}`),
    );
    for (const out of ['names.npy', 'names.csv', 'names.parquet']) {
      expect(await typed('embed', 'many names', '--out', out, ...use)).toMatchObject({ code: 0, error: '' });
      const { keys, labels } = await readEmbeddings(at(out));
      expect(keys!.toSorted()).toEqual(expected.toSorted());
      expect(new Set(labels)).toEqual(new Set(people));
      expect(await typed('embed', 'many names', '--out', out, ...use)).toMatchObject({
        code: 0,
        output: expect.stringMatching(/18 x 4, 0 of them new\n$/),
      });
    }
  });

  it('are found, grouped and named, and a page shows them as text', async () => {
    const query = join('many names', `o'Neil "X"`, `это "0" 'x' <i>.png`);
    const named = await typed('identify', query, '--gallery', 'many names', ...use);
    expect(named).toMatchObject({ code: 0, output: expect.stringContaining(`: o'Neil "X", score 1.0000`) });
    const found = await typed('search', query, '--in', 'many names', '--k', '3', '--out', 'pages', ...use);
    expect(found.code).toBe(0);
    expect(found.output).toContain(`o'Neil "X"/0.png, score 1.0000`);
    expect(found.output).toContain(`o'Neil "X"/это "0" 'x' <i>.png, score 1.0000`);
    const grouped = await typed('cluster', 'many names', '--k', '3', '--csv', '--out', 'pages', ...use);
    expect(grouped.code).toBe(0);
    const table = readFileSync(at('pages', 'groups.csv'), 'utf8');
    expect(table).toContain(`"o'Neil ""X""/это ""0"" 'x' <i>.png",`);
    for (const page of ['search.html', 'groups.html']) {
      const html = readFileSync(at('pages', page), 'utf8');
      expect(html).toContain('&lt;i&gt;');
      expect(html).not.toMatch(/<i>|<b>&/);
    }
    expect(existsSync(at('pages', 'groups.html'))).toBe(true);
  });
});
