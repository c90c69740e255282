import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzz } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine } from './distances/index.ts';
import { npyBytes, npyFrom } from './files/index.ts';
import { embeddingsFrom, exactIndex } from './knn/index.ts';
import {
  itemsFromCsv,
  loadGallery,
  loadIndex,
  openEmbeddings,
  readEmbeddings,
  saveGallery,
  saveIndex,
} from './node/index.ts';
import { createRandom } from './random.ts';
import { memoryStore, modelFrom, readModel, writeModel } from './store/index.ts';
import { tinyPictureEncoder } from './tiny-encoders.testing.ts';
import { checkpointBytes, checkpointFrom } from './training/index.ts';
import { enrol } from './verbs/index.ts';
import { plainEncoder } from './verbs/plain-encoder.testing.ts';

/** 13,500 of the 20,000 damaged files; the others are pictures and IDX files, in `@siamese/image`. */
let folder = '';
const at = (name: string): string => join(folder, name);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = mkdtempSync(join(tmpdir(), 'siamese-fuzz-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = embeddingsFrom([[1, -2.5, 3e-20], [4, 5, 6], [7, 8, 9]]); // prettier-ignore
const keys = ['a.png', 'b, "c".png', 'имя.png'];
const labels = ['ada', '', 'bob'];

/** A reader of a file on disk. */
const from = (name: string, read: (path: string) => Promise<unknown>) => (bytes: Uint8Array) => {
  writeFileSync(at(name), bytes);
  return read(at(name));
};

/** Some are read all the same, most are not. */
function expectBoth({ read, refused }: { read: number; refused: number }): void {
  expect(Math.min(read, refused)).toBeGreaterThan(0);
}

test('4,000 .npy files', async () => {
  const header = text("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n");
  const wide = Uint8Array.of(0x93, ...text('NUMPY'), 2, 0, header.length, 0, 0, 0, ...header, ...new Uint8Array(16));
  const files = [npyBytes(rows), wide];
  const random = createRandom(1, 'npy');
  expectBoth(await fuzz({ files, count: 4000, random, read: (bytes) => npyFrom(bytes, 'e.npy'), names: 'e.npy' }));
});

test('2,500 checkpoints', async () => {
  const arrays = new Map([
    ['weights/0/kernel', { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
    ['optimizer/iterations', { shape: [], values: Float32Array.of(2) }],
    ['history', { shape: [2], values: Float32Array.of(0.5, 0.25) }],
  ]);
  const files = [checkpointBytes({ step: 2, seed: 1, arrays, state: { 'hooks/early': { waited: 1, best: null } } })];
  const read = (bytes: Uint8Array) => checkpointFrom(bytes, 'last.safetensors');
  expectBoth(
    await fuzz({ files, count: 2500, random: createRandom(1, 'checkpoint'), read, names: 'last.safetensors' }),
  );
});

test('1,500 galleries and indexes', async () => {
  const encoder = plainEncoder();
  const people = { items: [[0, 0], [0, 2], [10, 0]] as const, labels: ['ada', 'ada', 'bob'] }; // prettier-ignore
  await saveGallery(await enrol(encoder, people, { keys: ['a', 'b', 'c'] }), at('kept'));
  const gallery = Uint8Array.from(readFileSync(at('kept')));
  const index = exactIndex({ distance: cosine });
  await index.add(embeddingsFrom([[1, 2], [3, 4]]), [5, 9]); // prettier-ignore
  await saveIndex(index, at('kept'));
  const saved = Uint8Array.from(readFileSync(at('kept')));
  const random = createRandom(1, 'kept');
  const ask = from('kept', (path) => loadGallery(path, encoder));
  expectBoth(await fuzz({ files: [gallery, saved], count: 750, random, read: ask, names: 'kept' }));
  const search = from('kept', (path) => loadIndex(path));
  expectBoth(await fuzz({ files: [saved, gallery], count: 750, random, read: search, names: 'kept' }));
  encoder.model.dispose();
});

/** Every so often embeddings are also opened to be gone on with, which waits for the disk. */
const opened = 20;

/** A reader of embeddings that also opens some of them, whether they could be read or not. */
function readAndOpen(): (path: string) => Promise<void> {
  let left = opened;
  return async (path) => {
    const read = readEmbeddings(path);
    await read.catch(() => undefined);
    if (--left === 0) {
      left = opened;
      await (await openEmbeddings(path, { dimensions: 3, labelled: true })).close();
    }
    await read;
  };
}

test('2,800 embeddings, as .csv, as keys of a .npy and as Parquet', async () => {
  const fill = async (name: string): Promise<void> => {
    const into = await openEmbeddings(at(name), { dimensions: 3, labelled: true });
    await into.append(rows, { keys, labels });
    await into.close();
  };
  const random = createRandom(1, 'embeddings');
  await fill('e.csv');
  const csv = Uint8Array.from(readFileSync(at('e.csv')));
  const read = from('e.csv', readAndOpen());
  expectBoth(await fuzz({ files: [csv], count: 1900, random, read, names: 'e.csv' }));

  await fill('e.npy');
  const [npy, beside] = ['e.npy', 'e.keys.csv'].map((name) => Uint8Array.from(readFileSync(at(name))));
  const readNpy = readAndOpen();
  const withKeys = (bytes: Uint8Array) => {
    writeFileSync(at('e.npy'), npy!);
    return from('e.keys.csv', () => readNpy(at('e.npy')))(bytes);
  };
  expectBoth(await fuzz({ files: [beside!], count: 700, random, read: withKeys, names: /e\.npy|e\.keys\.csv/ }));

  await fill('e.parquet');
  const part = join(at('e.parquet'), 'part-00000.parquet');
  const parquet = Uint8Array.from(readFileSync(part));
  const readParts = readAndOpen();
  const table = from(join('e.parquet', 'part-00000.parquet'), () => readParts(at('e.parquet')));
  expectBoth(await fuzz({ files: [parquet], count: 200, random, read: table, names: 'part-00000.parquet' }));
});

test('1,700 tables of items', async () => {
  for (const name of ['1.png', '2, with comma.png']) writeFileSync(at(name), '');
  const files = [
    '\ufeffpath,label,group\n1.png,ada,monday\n"2, with comma.png",bob,tuesday\n',
    'label,path\r\nada,1.png\r\n"bob ""b"" b",1.png\r\n',
  ].map(text);
  const read = from('table.csv', (path) => itemsFromCsv(path, { one: 'picture' }, { skipBad: true }));
  expectBoth(await fuzz({ files, count: 1700, random: createRandom(1, 'table'), read, names: 'table.csv' }));
});

test('1,000 model folders', async () => {
  const encoder = { ...tinyPictureEncoder(), calibration };
  const whole = new Map<string, Uint8Array>();
  await writeModel(memoryStore(whole), encoder, { metrics: { eer: { value: 0.1, low: 0, high: 0.2, n: 9 } } });
  const random = createRandom(1, 'model');
  const nameOf = (path: string): string => `model/${path}`;
  let read = 0;
  for (const [path, count] of [
    ['siamese.json', 450],
    ['encoder/model.json', 450],
    ['encoder/weights.bin', 100],
  ] as const) {
    // prettier-ignore
    const load = async (bytes: Uint8Array): Promise<void> => {
      // Weights that do not fit the layers are left behind by TensorFlow.js.
      tf.engine().startScope();
      try {
        const parts = await readModel(memoryStore(new Map([...whole, [path, bytes]])), nameOf);
        const made = modelFrom(parts, () => encoder.prepare);
        for (const { model } of 'head' in made ? [made.a, made.head] : [made]) model.dispose();
      } finally {
        tf.engine().endScope();
      }
    };
    read += (await fuzz({ files: [whole.get(path)!], count, random, read: load, names: 'model/' })).read;
  }
  expect(read).toBeGreaterThan(0);
  encoder.model.dispose();
});

const calibration = { threshold: -0.5, target: 'eer', far: 0.1, frr: 0.1, measuredOn: '4 items', pairs: 6 };
