import { mkdir, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bytesOf, idx, put, temporaryFolder } from '../files.testing.ts';
import { fromCsv, fromFolder, fromIdx } from './index.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());
const at = (...names: string[]) => join(folder.path, ...names);
const below = (name: string, paths: readonly string[]) =>
  paths.map((path) => relative(at(name), path).replaceAll('\\', '/'));
const fill = (name: string, ...files: string[]) => Promise.all(files.map((file) => put(at(name, file), 'x')));

describe('fromFolder', () => {
  it('takes sub-folders as classes, any depth, in the order of names', async () => {
    await fill('good', 'b/2.JPG', 'b/10.png', 'a/deep/er/x.webp', 'a/1.jpeg', 'B/z.gif');
    const data = await fromFolder(at('good'));
    expect(below('good', data.items)).toEqual(['B/z.gif', 'a/1.jpeg', 'a/deep/er/x.webp', 'b/10.png', 'b/2.JPG']);
    expect(data.labels).toEqual(['B', 'a', 'a', 'b', 'b']);
    expect(data.skipped).toEqual([]);
  });

  it('ignores what is hidden or the system’s, lists what is no picture, keeps .heic for the decoder', async () => {
    await fill(
      'mixed',
      '.DS_Store',
      'a/.hidden.png',
      'a/Thumbs.db',
      'a/desktop.ini',
      'a/1.png',
      'a/2.heic',
      'a/notes.txt',
    );
    await fill('mixed', '__MACOSX/a/._1.png', 'loose.jpg', 'readme.md', '.git/x.png');
    const data = await fromFolder(at('mixed'));
    expect(below('mixed', data.items)).toEqual(['a/1.png', 'a/2.heic']);
    expect(data.skipped.map(({ path, reason }) => `${relative(at('mixed'), path)}: ${reason}`)).toEqual([
      `${join('a', 'notes.txt')}: is no picture by its name`,
      'loose.jpg: is in no class folder',
      'readme.md: is no picture by its name',
    ]);
  });

  it.each<[string, string[], string[], RegExp]>([
    ['empty', [], [], /empty has no pictures; put the pictures of each class into a folder of its own/],
    ['flat', ['1.png', '2.png'], [], /flat has 2 pictures but no class folder; put the pictures/],
    ['hole', ['a/1.png'], ['b'], /hole.b has no pictures; add some or remove the folder/],
    ['holes', ['a/1.png', 'b/x.txt'], ['c'], /holes.b \(and 1 more class folders\) has no pictures/],
  ])('%s: one sentence', async (name, files, folders, message) => {
    await mkdir(at(name), { recursive: true });
    await fill(name, ...files);
    for (const empty of folders) await mkdir(at(name, empty), { recursive: true });
    await expect(fromFolder(at(name))).rejects.toThrow(message);
  });

  it('counts classes if asked', async () => {
    await fill('one', 'only/1.png');
    expect((await fromFolder(at('one'))).labels).toEqual(['only']);
    await expect(fromFolder(at('one'), { minClasses: 2 })).rejects.toThrow(
      /one has only one class \(only\), 2 or more are needed/,
    );
  });

  it('names a missing folder and a file', async () => {
    await expect(fromFolder(at('nowhere'))).rejects.toThrow(/nowhere is not there; check the path/);
    await fill('file', 'x');
    await expect(fromFolder(at('file', 'x'))).rejects.toThrow(/is no folder/);
  });

  it('refuses a link that never ends', async () => {
    await fill('loop', 'a/1.png');
    await symlink(at('loop'), at('loop', 'a', 'again'), 'junction');
    await expect(fromFolder(at('loop'))).rejects.toThrow(/is a link to a folder above it/);
  });
});

describe('fromCsv', () => {
  const table = (name: string, text: string) => put(at('tables', name), text);
  beforeAll(() => fill('tables', 'p/1.png', 'p/2, with comma.png', 'p/3.png'));

  it('reads paths relative to the table, and labels', async () => {
    const file = await table('a.csv', '\ufeffpath,label\np/1.png,ada\n"p/2, with comma.png",bob\n\n');
    const data = await fromCsv(file);
    expect(below('tables', data.items)).toEqual(['p/1.png', 'p/2, with comma.png']);
    expect(data).toMatchObject({ labels: ['ada', 'bob'], skipped: [] });
    expect(data).not.toHaveProperty('groups');
  });

  it('takes other columns, groups, tabs and absolute paths', async () => {
    const file = await table('a.tsv', `who\tfile\tday\nada\t${at('tables', 'p', '1.png')}\tmonday\n`);
    const data = await fromCsv(file, { path: 'file', label: 'who', group: 'day' });
    expect(data).toMatchObject({ items: [at('tables', 'p', '1.png')], labels: ['ada'], groups: ['monday'] });
  });

  it.each<[string, string, string, RegExp]>([
    [
      'no-column.csv',
      'path,name\np/1.png,ada\n',
      'SyntaxError',
      /no column 'label', it has path, name; name yours with the option label/,
    ],
    ['no-rows.csv', 'path,label\n', 'SyntaxError', /no-rows\.csv has no rows/],
    ['nothing.csv', '', 'SyntaxError', /nothing\.csv has no rows/],
    ['short.csv', 'path,label\np/1.png\n', 'SyntaxError', /short\.csv is no table that can be read: .*line 2/],
    ['quote.csv', 'path,label\n"p/1.png,ada\n', 'SyntaxError', /quote\.csv is no table that can be read/],
    [
      'blank.csv',
      'path,label\np/1.png,ada\np/3.png,\n',
      'SyntaxError',
      /blank\.csv line 3 has nothing in the column 'label'/,
    ],
    [
      'gone.csv',
      'path,label\np/1.png,ada\np/8.png,bob\np/9.png,bob\n',
      'RangeError',
      /gone\.csv line 3 names \S+8\.png, which is not there \(and 1 more such lines\)/,
    ],
    ['dir.csv', 'path,label\np,ada\n', 'RangeError', /dir\.csv line 2 names \S+p, which is no file/],
  ])('%s', async (name, text, kind, message) => {
    const error = await table(name, text)
      .then((file) => fromCsv(file))
      .catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: kind, message: expect.stringMatching(message) });
  });

  it('leaves rows without a file out if asked', async () => {
    const file = await table('skip.csv', 'path,label\np/8.png,bob\np/1.png,ada\n');
    const data = await fromCsv(file, { skipBad: true });
    expect(data.labels).toEqual(['ada']);
    expect(data.skipped).toMatchObject([{ path: at('tables', 'p', '8.png') }]);
    await expect(fromCsv(await table('all.csv', 'path,label\nx.png,bob\n'), { skipBad: true })).rejects.toThrow(
      /line 2/,
    );
  });

  it('names a missing table', async () => {
    await expect(fromCsv(at('tables', 'none.csv'))).rejects.toThrow(/none\.csv is not there/);
  });
});

describe('fromIdx', () => {
  const images = idx([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const labels = idx([2], [7, 0]);
  const write = (name: string, bytes: Uint8Array) => put(at('idx', name), bytes);
  const zipped = (bytes: Uint8Array) => bytesOf(gzipSync(bytes));

  it('reads pictures and labels, gzipped or not', async () => {
    for (const pack of [zipped, (bytes: Uint8Array) => bytes]) {
      const data = await fromIdx(await write('i', pack(images)), await write('l', pack(labels)));
      expect(data.labels).toEqual(['7', '0']);
      expect(data.items[1]).toMatchObject({ width: 3, height: 2, channels: 1 });
      expect([...data.items[1]!.data]).toEqual([7, 8, 9, 10, 11, 12]);
    }
  });

  it('names the classes', async () => {
    const [i, l] = [await write('i', images), await write('l', labels)];
    const names = ['shirt', 'b', 'c', 'd', 'e', 'f', 'g', 'boot'];
    expect((await fromIdx(i, l, { names })).labels).toEqual(['boot', 'shirt']);
    await expect(fromIdx(i, l, { names: ['shirt'] })).rejects.toThrow(/got 1 and the label 7/);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['cut-zip', zipped(images).subarray(0, 30), /cut-zip is a gzip file cut short; download it again/],
    ['bad-zip', Uint8Array.from([0x1f, 0x8b, ...Array<number>(60).fill(7)]), /bad-zip is a damaged gzip file/],
    ['cut', images.subarray(0, 20), /cut is cut short: it says 2 x 2 x 3 = 12 bytes and has 4/],
    ['long', idx([1, 2, 3], Array<number>(9).fill(0)), /long is damaged: it says 1 x 2 x 3 = 6 bytes and has 9/],
    ['lies', idx([4_000_000_000, 4_000_000_000, 4_000_000_000], [1]), /lies is cut short/],
    ['labels', labels, /labels is no IDX file of pictures/],
    ['text', new TextEncoder().encode('hello'), /text is no IDX file of pictures/],
    ['few', idx([1, 2, 3], [1, 2, 3, 4, 5, 6]), /has 1 pictures and \S+ has 2 labels/],
    ['none', new Uint8Array(0), /none is no IDX file/],
  ])('%s', async (name, bytes, message) => {
    const file = await write(name, bytes);
    const given = fromIdx(file, await write('l', labels));
    await expect(given).rejects.toThrow(message);
    await expect(given).rejects.toBeInstanceOf(SyntaxError);
  });

  it('names a missing file', async () => {
    await expect(fromIdx(at('idx', 'gone'), await write('l', labels))).rejects.toThrow(/gone is not there/);
  });
});
