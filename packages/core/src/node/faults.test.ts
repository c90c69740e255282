import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFullDisk } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine } from '../distances/index.ts';
import { embeddingsFrom, exactIndex, pickRows } from '../knn/index.ts';
import { tinyPictureEncoder } from '../tiny-encoders.testing.ts';
import { enrol } from '../verbs/index.ts';
import { plainEncoder } from '../verbs/plain-encoder.testing.ts';
import {
  folderStore,
  itemsFromCsv,
  itemsFromFolder,
  openEmbeddings,
  parquetEmbeddings,
  readEmbeddings,
  readLimited,
  readModelFolder,
  save,
  saveGallery,
  saveIndex,
  writeFileAtomic,
} from './index.ts';

let folder = '';
beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'siamese-faults-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** All files below a folder with their bytes. */
function filesIn(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(path, 'base64')]));
}

/**
 * Writes on a disk that is full from the first write on, from the second, and so on to one with room for all.
 *
 * @param after is called after each that failed
 */
async function atEachWrite(
  name: string,
  write: () => Promise<unknown>,
  after: () => void | Promise<void>,
): Promise<void> {
  let nth = 1;
  for (; ; nth++) {
    const { error, writes } = await onFullDisk((_, number) => number === nth, write);
    if (writes < nth) {
      expect(error).toBeUndefined();
      break;
    }
    expect(error).toMatchObject({ code: 'ENOSPC' });
    expect((error as Error).message).toMatch(/cannot be written: the disk is full; free some space and try again$/);
    expect((error as Error).message).toContain(name);
    await after();
  }
  expect(nth).toBeGreaterThan(2);
}

describe('a disk that gets full', () => {
  it('leaves the file that was there, whole, and nothing beside it', async () => {
    const path = join(folder, 'last.safetensors');
    await writeFileAtomic(path, 'old');
    await atEachWrite(
      path,
      () => writeFileAtomic(path, 'newer'),
      () => expect(filesIn(folder)).toEqual({ [path]: Buffer.from('old').toString('base64') }),
    );
    expect(readFileSync(path, 'utf8')).toBe('newer');
  });

  it('leaves the model that was there', async () => {
    const [old, better] = [tinyPictureEncoder(), tinyPictureEncoder({ seed: 2 })];
    const path = join(folder, 'model');
    await save(old, path);
    const before = filesIn(folder);
    await atEachWrite(
      path,
      () => save(better, path),
      () => expect(filesIn(folder)).toEqual(before),
    );
    expect(filesIn(folder)).not.toEqual(before);
    const parts = await readModelFolder(path);
    if (parts.kind === 'encoder') parts.encoder.model.dispose();
    for (const { model } of [old, better]) model.dispose();
  });

  it('leaves a gallery and an index that were there', async () => {
    const encoder = plainEncoder();
    const gallery = await enrol(encoder, { items: [[0, 1], [1, 0]], labels: ['ada', 'bob'] }); // prettier-ignore
    encoder.model.dispose();
    const index = exactIndex({ distance: cosine });
    await index.add(embeddingsFrom([[1, 2]]), [0]);
    const path = join(folder, 'kept');
    for (const write of [() => saveGallery(gallery, path), () => saveIndex(index, path)]) {
      await writeFileAtomic(path, 'old');
      await atEachWrite(path, write, () => expect(filesIn(folder)).toEqual({ [path]: 'b2xk' }));
    }
  });

  it.each(['e.npy', 'e.csv', 'e.parquet'])('leaves the embeddings that are in %s, to be gone on with', async (name) => {
    const all = embeddingsFrom([[1, 2], [3, 4], [5, 6], [7, 8]]); // prettier-ignore
    const of = { keys: ['a', 'b', 'c', 'd'], labels: ['x', 'y', 'x', 'y'] };
    const path = join(folder, name);
    const shape = { dimensions: 2, labelled: true };
    const open = () =>
      name === 'e.parquet' ? parquetEmbeddings(path, shape, { rows: 1 }) : openEmbeddings(path, shape);
    const append = async (from: number, to: number): Promise<void> => {
      const into = await open();
      try {
        const rows = [0, 1, 2, 3].slice(Math.max(from, into.rows), to);
        const kept = { keys: rows.map((row) => of.keys[row]!), labels: rows.map((row) => of.labels[row]!) };
        await into.append(pickRows(all, rows), kept);
      } finally {
        await into.close();
      }
    };
    await append(0, 2);
    await atEachWrite(
      join(folder, 'e.'),
      () => append(2, 4),
      async () => {
        const { keys, embeddings } = await readEmbeddings(path);
        // What failed on the way to the disk only may be there.
        expect([of.keys.slice(0, 2), of.keys]).toContainEqual(keys);
        expect([...embeddings.values]).toEqual([...all.values.subarray(0, 2 * keys!.length)]);
        rmSync(path, { recursive: true });
        rmSync(join(folder, 'e.keys.csv'), { force: true });
        await append(0, 2);
      },
    );
    expect(await readEmbeddings(path)).toEqual({ embeddings: all, ...of });
  });
});

it('a folder that is removed while a file is written is named', async () => {
  mkdirSync(join(folder, 'run'));
  const path = join(folder, 'run', 'last.safetensors');
  await writeFileAtomic(path, 'one');
  rmSync(join(folder, 'run'), { recursive: true });
  await expect(writeFileAtomic(path, 'two')).rejects.toThrow(
    `${path} cannot be written: its folder is not there, or was removed meanwhile; make it or choose another path`,
  );
});

describe('names and links', () => {
  const words = { one: 'picture', many: 'pictures', class: 'class', file: '<p>.png', isItem: () => true };
  const below = (paths: readonly string[]): string[] => paths.map((path) => path.slice(folder.length + 1));

  it('with spaces, quotes and letters of every script, and one name in many folders, are kept apart', async () => {
    const names = [`it's "Ада"`, '名前 1', 'naïve', '$HOME', 'a;b&c'];
    for (const name of names) {
      mkdirSync(join(folder, name));
      for (const file of ['1.png', `${name} 'x' "y".png`]) writeFileSync(join(folder, name, file), '');
    }
    const { items, labels } = await itemsFromFolder(folder, words);
    const sorted = names.toSorted();
    expect(labels).toEqual(sorted.flatMap((name) => [name, name]));
    expect(below(items).toSorted()).toEqual(
      names.flatMap((name) => [join(name, '1.png'), join(name, `${name} 'x' "y".png`)]).toSorted(),
    );
    const table = join(folder, 'table.csv');
    const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
    writeFileSync(table, `path,label\n${below(items).map((path, i) => `${quoted(path)},${quoted(labels[i]!)}\n`).join('')}`); // prettier-ignore
    expect(await itemsFromCsv(table, words)).toMatchObject({ items, labels });
  });

  it('out of the folder count as what they point to; those to nothing are left to the decoder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'siamese-outside-'));
    try {
      writeFileSync(join(outside, '1.png'), '');
      mkdirSync(join(folder, 'ada'));
      symlinkSync(join(outside, '1.png'), join(folder, 'ada', 'link.png'));
      symlinkSync(join(outside, 'gone.png'), join(folder, 'ada', 'broken.png'));
      symlinkSync(outside, join(folder, 'bob'), 'junction');
      const { items, labels } = await itemsFromFolder(folder, words);
      expect(below(items)).toEqual([join('ada', 'broken.png'), join('ada', 'link.png'), join('bob', '1.png')]);
      expect(labels).toEqual(['ada', 'ada', 'bob']);
      await expect(readLimited(items[0]!, 10)).rejects.toThrow(/broken\.png is not there; check the path/);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  (process.platform === 'win32' ? it.skip : it)(
    'of pipes, which never end, are refused and not waited for',
    async () => {
      const pipe = join(folder, 'pipe.png');
      execFileSync('mkfifo', [pipe]);
      await expect(readLimited(pipe, 10)).rejects.toThrow(/pipe\.png is no file; give the path of a file/);
      await expect(folderStore(folder).read('pipe.png', 10)).rejects.toThrow('must be a file');
    },
  );

  it('of one file under two labels are refused', async () => {
    writeFileSync(join(folder, '1.png'), '');
    const table = join(folder, 'table.csv');
    writeFileSync(table, 'path,label\n1.png,ada\n./1.png,bob\n');
    await expect(itemsFromCsv(table, words)).rejects.toThrow(
      /table\.csv line 3 says that \S+1\.png is bob, and line 2 that it is ada; correct one of them$/,
    );
  });
});

it('a folder of 100,000 files is listed without holding more than their paths', async () => {
  const entry = (name: string, isFile: boolean) => ({
    name,
    isFile: () => isFile,
    isDirectory: () => !isFile,
    isSymbolicLink: () => false,
  });
  const classes = Array.from({ length: 100 }, (_, i) => entry(`class ${i}`, false));
  const { readdir, realpath } = promises;
  Object.assign(promises, {
    readdir: async (path: string) =>
      path === folder ? classes : Array.from({ length: 1000 }, (_, n) => entry(`${n}.png`, true)),
    realpath: async (path: string) => path,
  });
  const words = { one: 'picture', many: 'pictures', class: 'class', file: '<p>.png', isItem: () => true };
  const before = process.resourceUsage().maxRSS;
  try {
    const { items, labels, skipped } = await itemsFromFolder(folder, words);
    expect([items.length, new Set(items).size, new Set(labels).size]).toEqual([100_000, 100_000, 100]);
    expect(skipped).toEqual([]);
  } finally {
    Object.assign(promises, { readdir, realpath });
  }
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(128 * 1024);
});
