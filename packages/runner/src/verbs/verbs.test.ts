import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Encoder, euclidean } from '@siamese/core';
import { itemsFromFolder } from '@siamese/core/node';
import * as tf from '@tensorflow/tfjs';
import type { Measured } from '../evaluate/measured.ts';
import { createProgram } from '../flags/index.ts';
import type { Modality } from '../modality.ts';
import { addVerbs } from './add-verbs.ts';
import { evaluate } from './evaluate.ts';

jest.setTimeout(60_000); // esbuild has to start, perhaps on a busy machine

let place = '';
const before = process.env['INIT_CWD'];
let calibrated = true;

/** Items are files that hold a number, and their embedding is that number. */
type Item = { readonly path: string; readonly value: number };
const read = async (path: string): Promise<Item> => ({ path, value: Number(readFileSync(path, 'utf8')) });
const words = { one: 'number', many: 'numbers', class: 'class', file: '<number>.txt', isItem: () => true };
const numbers: Modality<Item> = {
  one: 'number',
  many: 'numbers',
  starts: 'npm run numbers --',
  load: async () => encoder(),
  async fromFolder(folder, o = {}) {
    const { items, labels } = await itemsFromFolder(folder, words, o);
    return { items: await Promise.all(items.map(read)), labels };
  },
  read,
  readable: async (items) => items,
  baseline: () => encoder(),
  baselineName: 'the same',
  pathOf: ({ path }) => path,
  show: async () => undefined,
};

function encoder(): Encoder<Item> {
  return {
    model: tf.sequential({ layers: [tf.layers.activation({ activation: 'linear', inputShape: [1] })] }),
    prepare: async (items) => ({ x: tf.tensor2d(items.map(({ value }) => [value])) }),
    distance: euclidean,
    normalize: false,
    modality: 'numbers',
    preparation: {},
    ...(calibrated && {
      calibration: { threshold: -1, target: 'eer', far: 0, frr: 0, measuredOn: 'nothing', pairs: 1 },
    }),
  };
}

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-verbs-'));
  process.env['INIT_CWD'] = place;
  const files = {
    'model/siamese.json': '',
    'in/a/1': '0',
    'in/a/2': '0.5',
    'in/b/1': '9',
    'in/b/2': '9.25',
    'in/lost': '50',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  mkdirSync(join(place, 'known'), { recursive: true });
  for (const label of ['a', 'b']) {
    mkdirSync(join(place, 'known', label));
    writeFileSync(join(place, 'known', label, '1'), label === 'a' ? '0' : '9');
  }
});
afterAll(() => {
  rmSync(place, { recursive: true });
  if (before === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = before;
});
beforeEach(() => {
  calibrated = true;
  process.exitCode = undefined;
});
afterEach(() => {
  process.exitCode = undefined;
});

/** What a verb printed to standard output. */
async function run(...args: readonly string[]): Promise<string> {
  const program = createProgram({ name: 'numbers', description: 'numbers' }).configureOutput({ writeErr: () => {} });
  addVerbs(program, { one: 'number', many: 'numbers', load: async () => numbers });
  return printed(() => program.parseAsync(['node', 'numbers', ...args, '--backend', 'cpu', '--model', 'model']));
}

async function printed(verb: () => Promise<unknown>): Promise<string> {
  let text = '';
  const take = (part: unknown): boolean => (text += String(part)) !== '';
  const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation(take));
  try {
    await verb();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return text;
}

it('compare and verify say the score, the threshold and whether they are the same', async () => {
  expect(await run('compare', 'in/a/1', 'in/a/2')).toBe('same: score -0.5000, threshold -1.0000\n');
  expect(await run('verify', 'in/a/1', 'in/a/2')).toBe('same: score -0.5000, threshold -1.0000\n');
  expect(process.exitCode).toBe(undefined);
  expect(await run('verify', 'in/a/1', 'in/b/1')).toBe('different: score -9.0000, threshold -1.0000\n');
  expect(process.exitCode).toBe(3);
  calibrated = false;
  expect(await run('compare', 'in/a/1', 'in/b/1')).toMatch(/^score -9\.0000, not calibrated/);
  await expect(run('verify', 'in/a/1', 'in/b/1')).rejects.toThrow(/has no threshold/);
});

it('identify names who is known, and knows strangers', async () => {
  expect(await run('identify', 'in/a/2', 'in/lost', '--gallery', 'known', '--save-gallery', 'known.gallery')).toBe(
    'in/a/2: a, score -0.5000, threshold -1.0000, next b -8.5000\n' +
      'in/lost: unknown (too far), score -41.0000, threshold -1.0000, nearest b, next a -50.0000\n',
  );
  expect(await run('identify', 'in/a/2', '--gallery', 'known.gallery')).toMatch(/^in\/a\/2: a, score -0\.5000/);
  await expect(run('identify', 'in/a/2', '--gallery', 'known.gallery', '--strangers', 'in')).rejects.toThrow(
    '--strangers is for a folder',
  );
});

it('search prints the most alike, wherever in the folder they lie, and writes a page', async () => {
  expect(await run('search', 'known/b/1', '--in', 'in', '--k', '2', '--out', 'pages')).toBe(
    'known/b/1:\n  b/1, score 0.0000\n  b/2, score -0.2500\npage       pages/search.html\n',
  );
  expect(readFileSync(join(place, 'pages', 'search.html'), 'utf8')).toContain('The most alike in in');
});

it('cluster prints groups and what is unsure, and writes a page and a table', async () => {
  expect(await run('cluster', 'in', '--out', 'pages', '--csv')).toBe(
    '5 numbers: 2 groups, joined while they are on average as alike as the threshold, a score of -1.0000\n' +
      '  group 1 (2): a/1, a/2\n  group 2 (2): b/1, b/2\n  unsure (1): lost\n' +
      'page       pages/groups.html\ntable      pages/groups.csv\n',
  );
  expect(readFileSync(join(place, 'pages', 'groups.csv'), 'utf8')).toBe(
    'path,group,reason,nearest\na/1,1,,\na/2,1,,\nb/1,2,,\nb/2,2,,\nlost,,too far,2\n',
  );
  expect(readFileSync(join(place, 'pages', 'groups.html'), 'utf8')).toContain('Groups in in');
  expect(await run('cluster', 'in', '--k', '3', '--out', 'pages')).toMatch(/3 groups, as many as asked for/);
  await expect(run('cluster', 'in', '--k', '3', '--smallest', '2')).rejects.toThrow(/cannot be used with/);
  calibrated = false;
  expect(await run('cluster', 'in', '--smallest', '2', '--out', 'pages')).toMatch(/found by density/);
});

it('evaluate prints every figure with its interval and the baseline, and compares two models', async () => {
  const labels = Array.from({ length: 80 }, (_, i) => `class ${i % 20}`);
  const test = { items: labels.map((_, i) => ({ path: '', value: (i % 20) + 0.3 * Math.sin(i) })), labels };
  const data = { name: 'numbers', train: test, calibration: undefined, test, closed: false, notes: ['a note'] };
  const own: Measured = {
    key: 'own',
    name: 'Own figure',
    value: 0.25,
    baseline: 0.5,
    n: 4,
    better: 'smaller',
    protocol: 'by itself',
    sentence: 'One of four.',
  };
  const text = await printed(() =>
    evaluate(
      numbers,
      { load: async () => [data], settings: { dataSeed: 1, far: 0.01, threshold: 0 }, figures: async () => [own] },
      { model: 'model', against: 'model', runs: 'runs', backend: 'cpu' },
    ),
  );
  expect(text).toMatch(/^data +numbers: 80 to test\n +a note\n/);
  expect(text).toMatch(/\n {2}equal error rate +[\d.]+ % \([\d.]+ % to [\d.]+ %\), of 3,160, the same [\d.]+ %\n/);
  expect(text).toMatch(/\n {2}mean average precision at R +[\d.]+ %/);
  expect(text).toMatch(/\n {2}Own figure: 25\.\d* %, the same 50\.\d* %\n {4}One of four\.\n/);
  expect(text).toMatch(/\nagainst model, on the same numbers\n {2}equal error rate: .*, p 1\.000: no difference/);
});
