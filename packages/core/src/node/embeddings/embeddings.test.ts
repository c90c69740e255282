import {
  appendFileSync,
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
import type { Encoder } from '../../encoder.ts';
import { npyBytes } from '../../files/index.ts';
import { type Embeddings, embeddingsFrom } from '../../knn/index.ts';
import { embedTo, type Keyed } from '../../verbs/index.ts';
import { plainEncoder } from '../../verbs/plain-encoder.testing.ts';
import { openEmbeddings, parquetEmbeddings, readEmbeddings, readNpy } from './index.ts';

let folder = '';
const at = (name: string) => join(folder, name);
let encoder: Encoder<readonly number[]>;
beforeAll(async () => {
  await tf.setBackend('cpu');
  encoder = plainEncoder();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'siamese-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const keys = ['a,b.png', 'says "hi"', 'two\nlines', 'ü/ñ.png', ' ', 'x\r'];
const labels = ['', 'b', 'c,', 'd"', 'e\n', 'f'];
/** Values that need all nine digits, or are at the ends of float32. */
const values = Float32Array.of(0.1, -1 / 3, 16777217, 1e-45, 3.4028235e38, -0.000123456789, 1, 2, 3, 4, 5, 6);
const six: Embeddings = { values, rows: 6, dimensions: 2 };
const part = (from: number, to: number): Embeddings => ({
  values: values.slice(2 * from, 2 * to),
  rows: to - from,
  dimensions: 2,
});
const shape = { dimensions: 2, labelled: true };

async function filled(path: string, rows = 6): Promise<void> {
  const into = await openEmbeddings(path, shape);
  const middle = Math.min(2, rows);
  await into.append(part(0, middle), { keys: keys.slice(0, middle), labels: labels.slice(0, middle) });
  await into.append(part(middle, rows), { keys: keys.slice(middle, rows), labels: labels.slice(middle, rows) });
  await into.close();
}

describe.each(['e.npy', 'e.csv', 'e.parquet'])('embeddings kept as %s', (name) => {
  it('are read back, whatever the keys', async () => {
    await filled(at(name));
    expect(await readEmbeddings(at(name))).toEqual({ embeddings: six, keys, labels });
    const plain = await openEmbeddings(at(`plain${name}`), { dimensions: 2, labelled: false });
    expect([plain.rows, plain.first]).toEqual([0, undefined]);
    await plain.append(six, { keys });
    await plain.append({ ...six, values: new Float32Array(0), rows: 0 }, { keys: [] });
    expect([plain.rows, plain.has('ü/ñ.png'), plain.has('u')]).toEqual([6, true, false]);
    expect(plain.first).toEqual({ key: keys[0], values: values.slice(0, 2) });
    await plain.close();
    expect(await readEmbeddings(at(`plain${name}`))).toEqual({ embeddings: six, keys });
  });

  it('are gone on with', async () => {
    await filled(at(name), 3);
    const into = await openEmbeddings(at(name), shape);
    expect([into.rows, into.has('two\nlines'), into.has(' ')]).toEqual([3, true, false]);
    expect(into.first).toEqual({ key: keys[0], values: values.slice(0, 2) });
    await into.append(part(3, 6), { keys: keys.slice(3), labels: labels.slice(3) });
    await into.close();
    expect(await readEmbeddings(at(name))).toEqual({ embeddings: six, keys, labels });
  });

  it('hold no rows before the first', async () => {
    await (await openEmbeddings(at(name), shape)).close();
    const into = await openEmbeddings(at(name), shape);
    expect(into.rows).toBe(0);
    await into.append(part(0, 1), { keys: ['k'], labels: ['l'] });
    await into.close();
    expect(await readEmbeddings(at(name))).toMatchObject({ keys: ['k'], labels: ['l'] });
  });

  it('refuse rows that do not fit, and stay whole', async () => {
    const into = await openEmbeddings(at(name), shape);
    await into.append(part(0, 2), { keys: ['a', 'b'], labels: ['x', 'y'] });
    const one = (more: object) => into.append(part(2, 3), { keys: ['c'], labels: ['z'], ...more });
    await expect(into.append(embeddingsFrom([[1]]), { keys: ['c'], labels: ['z'] })).rejects.toThrow(
      '2 dimensions, got 1',
    );
    await expect(into.append(embeddingsFrom([[1, NaN]]), { keys: ['c'], labels: ['z'] })).rejects.toThrow(
      'got NaN in row 0',
    );
    await expect(one({ keys: ['a'] })).rejects.toThrow('keys must be new, got "a"');
    await expect(one({ keys: [] })).rejects.toThrow('keys and rows must have one length, got 0 and 1');
    await expect(one({ labels: undefined })).rejects.toThrow('labels must be given');
    await expect(into.append(part(0, 2), { keys: ['c', 'c'], labels: ['z', 'z'] })).rejects.toThrow('got "c"');
    await into.close();
    expect((await readEmbeddings(at(name))).keys).toEqual(['a', 'b']);
  });

  it('are gone on with only where they fit', async () => {
    await filled(at(name));
    await expect(openEmbeddings(at(name), { ...shape, dimensions: 3 })).rejects.toThrow(/to be gone on with/);
    await expect(openEmbeddings(at(name), { ...shape, labelled: false })).rejects.toThrow(/to be gone on with/);
    expect(await readEmbeddings(at(name))).toEqual({ embeddings: six, keys, labels });
    await expect(openEmbeddings(at(name), { ...shape, dimensions: 0 })).rejects.toThrow(
      'dimensions must be a positive',
    );
  });

  it('of a stream go on where they were cut off, and are never those of two models', async () => {
    const items = Array.from({ length: 10 }, (_, i): Keyed<readonly number[]> => ({
      key: `k${i}`,
      item: [i, 1],
      label: 'l',
    }));
    async function* cut() {
      yield* items.slice(0, 5);
      throw new Error('the disk of the pictures went away');
    }
    const first = await openEmbeddings(at(name), shape);
    await expect(embedTo(encoder, cut(), first, { batch: 2 })).rejects.toThrow('went away');
    expect(first.rows).toBe(4);
    await first.close();
    const again = await openEmbeddings(at(name), shape);
    const told: number[][] = [];
    const done = await embedTo(encoder, items, again, { batch: 4, onProgress: (...counts) => void told.push(counts) });
    expect(done).toEqual({ written: 6, skipped: 4 });
    expect(told).toEqual([[4, 4], [6, 4]]); // prettier-ignore
    await again.close();
    const kept = await readEmbeddings(at(name));
    expect(kept.keys).toEqual(items.map(({ key }) => key));
    expect([...kept.embeddings.values]).toEqual(items.flatMap(({ item }) => item));

    const other = await openEmbeddings(at(name), shape);
    const changed = items.map((keyed) => ({ ...keyed, item: [keyed.item[0]! + 0.1, 1] }));
    await expect(embedTo(encoder, [...changed, { ...items[0]!, key: 'new' }], other)).rejects.toThrow(
      'embedTo: the embedding of "k0" must be what is there already, got one 0.100 away',
    );
    await expect(embedTo(encoder, [items[7]!, items[7]!], other)).rejects.toThrow('got "k7" twice');
    await expect(embedTo(encoder, [{ key: 1, item: [1, 1] } as never], other)).rejects.toThrow(TypeError);
    await other.close();
    expect((await readEmbeddings(at(name))).embeddings.rows).toBe(10);
  });
});

describe('a .npy and its keys', () => {
  it('are whole after each append', async () => {
    const into = await openEmbeddings(at('e.npy'), shape);
    for (const row of [0, 1, 2]) {
      await into.append(part(row, row + 1), { keys: [keys[row]!], labels: [labels[row]!] });
      expect(await readEmbeddings(at('e.npy'))).toMatchObject({
        embeddings: part(0, row + 1),
        keys: keys.slice(0, row + 1),
      });
    }
    await into.close();
    expect(readFileSync(at('e.keys.csv'), 'utf8')).toBe('key,label\n"a,b.png",\n"says ""hi""",b\n"two\nlines","c,"\n');
    expect(readFileSync(at('e.npy'), 'latin1').slice(10, 127).trim()).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }",
    );
  });

  it.each<[string, () => void, number]>([
    ['a row', () => truncateSync(at('e.npy'), 128 + 5 * 8 + 3), 5],
    ['a key', () => truncateSync(at('e.keys.csv'), readFileSync(at('e.keys.csv')).length - 2), 5],
    ['a key within quotes', () => truncateSync(at('e.keys.csv'), readFileSync(at('e.keys.csv')).indexOf('lines')), 2],
    ['all keys', () => truncateSync(at('e.keys.csv'), 10), 0],
    ['a header that was not written anew', () => appendFileSync(at('e.npy'), new Uint8Array(16)), 6],
  ])('are cut back to what both hold where one was cut short in %s', async (_, spoil, rows) => {
    await filled(at('e.npy'));
    spoil();
    if (rows < 6) await expect(readEmbeddings(at('e.npy'))).rejects.toThrow(/cut short|one for each of 6 rows/);
    const into = await openEmbeddings(at('e.npy'), shape);
    expect(into.rows).toBe(rows);
    await into.append(part(rows, 6), { keys: keys.slice(rows), labels: labels.slice(rows) });
    await into.close();
    expect(await readEmbeddings(at('e.npy'))).toEqual({ embeddings: six, keys, labels });
  });

  it('are told apart from what others wrote, which is left alone', async () => {
    writeFileSync(at('e.npy'), npyBytes(six));
    await expect(openEmbeddings(at('e.npy'), shape)).rejects.toThrow(/is there without .*e\.keys\.csv/);
    expect(readFileSync(at('e.npy'))).toEqual(Buffer.from(npyBytes(six)));
    expect(readdirSync(folder)).toEqual(['e.npy']);
    expect(await readEmbeddings(at('e.npy'))).toEqual({ embeddings: six });
    writeFileSync(at('e.keys.csv'), 'path\nx\n');
    await expect(openEmbeddings(at('e.npy'), shape)).rejects.toThrow(
      "must have a column 'key' in its first line, got 'path'",
    );
    writeFileSync(at('e.keys.csv'), 'key,label\nx\n');
    await expect(readEmbeddings(at('e.npy'))).rejects.toThrow('must have 2 columns in each line, got 1 in record 2');
    writeFileSync(at('e.keys.csv'), '');
    await expect(readEmbeddings(at('e.npy'))).rejects.toThrow('got nothing');
    writeFileSync(at('e.npy'), 'something else that is long enough');
    await expect(readNpy(at('e.npy'))).rejects.toThrow('must start as a .npy file does');
    await expect(readNpy(at('none.npy'))).rejects.toThrow('none.npy is not there');
    await expect(readNpy(folder)).rejects.toThrow('is no file');
    writeFileSync(at('e.npy'), '');
    await expect(readNpy(at('e.npy'))).rejects.toThrow(SyntaxError);
  });

  it('may come from elsewhere: Windows line ends, a byte order mark, other columns', async () => {
    writeFileSync(at('e.npy'), npyBytes(part(0, 2)));
    writeFileSync(at('e.keys.csv'), '\uFEFFlabel,size,key\r\nx,1,"a"\r\ny,2,b\r\n');
    expect(await readEmbeddings(at('e.npy'))).toMatchObject({ keys: ['a', 'b'], labels: ['x', 'y'] });
    writeFileSync(at('e.npy'), npyBytes(six));
    await expect(readEmbeddings(at('e.npy'))).rejects.toThrow('keys must be one for each of 6 rows, got 2');
    writeFileSync(at('e.npy'), npyBytes(embeddingsFrom([[1, 2], [3, NaN]]))); // prettier-ignore
    await expect(readEmbeddings(at('e.npy'))).rejects.toThrow('must be finite, got NaN in row 1');
  });
});

describe('a .csv', () => {
  it('has nine digits, which give back every float32', async () => {
    await filled(at('e.csv'), 2);
    expect(readFileSync(at('e.csv'), 'utf8')).toBe(
      'key,label,e0,e1\n"a,b.png",,0.100000001,-0.333333343\n"says ""hi""",b,16777216.0,1.40129846e-45\n',
    );
  });

  it.each([1, 9, 17, 40, 80, 95, 130])('is cut back to its last whole row, cut at %i', async (length) => {
    await filled(at('e.csv'));
    truncateSync(at('e.csv'), length);
    const into = await openEmbeddings(at('e.csv'), shape);
    const { rows } = into;
    await into.append(part(rows, 6), { keys: keys.slice(rows), labels: labels.slice(rows) });
    await into.close();
    expect(await readEmbeddings(at('e.csv'))).toEqual({ embeddings: six, keys, labels });
  });

  it.each<[string, string]>([
    ['', 'must have a column'],
    ['key,label,e0,e1\na,x,1,2', 'is cut short: its last line does not end'],
    ['key,label,e0,e1\na,x,1\n', 'must have 4 columns in each line, got 3 in record 2'],
    ['key,label,e0,e1\na,x,1,two\n', "must have numbers in the column 'e1', got 'two' in record 2"],
    ['key,label,e0,e1\na,x,1,\n', "must have numbers in the column 'e1', got '' in record 2"],
    ['key,label,e0,e1\na,x,1,NaN\n', "got 'NaN' in record 2"],
    ['key,label,e0,e1\n"a"b,x,1,2\n', 'is no table that can be read: record 2: Invalid Closing Quote'],
    ['path,e0\na,1\n', "must have a column 'key' in its first line"],
    ['key,label\na,b\n', 'must have a column for each number'],
    [',key,e0\n0,a,1\n', 'index=False'],
  ])('%j is refused by name', async (text, message) => {
    writeFileSync(at('e.csv'), text);
    await expect(readEmbeddings(at('e.csv'))).rejects.toThrow(message);
    await expect(readEmbeddings(at('e.csv'))).rejects.toThrow(SyntaxError);
  });

  it('of others is left alone', async () => {
    for (const text of ['name,age\nada,36\n', 'a line without an end', `${'x'.repeat(50)}\n`]) {
      writeFileSync(at('e.csv'), text);
      await expect(openEmbeddings(at('e.csv'), shape)).rejects.toThrow(
        /must have the columns key, label and e0 to e1 to be gone/,
      );
      expect(readFileSync(at('e.csv'), 'utf8')).toBe(text);
    }
    writeFileSync(at('e.csv'), Uint8Array.of(0x6b, 0x65, 0x79, 0x2c, 0x65, 0xff, 0x0a));
    await expect(readEmbeddings(at('e.csv'))).rejects.toThrow('record 1: it is not UTF-8');
  });
});

describe('Parquet parts', () => {
  it('are numbered, each whole, and what was begun is removed', async () => {
    const into = await parquetEmbeddings(at('e'), shape, { rows: 4 });
    for (const row of [0, 1, 2, 3, 4])
      await into.append(part(row, row + 1), { keys: [keys[row]!], labels: [labels[row]!] });
    expect(readdirSync(at('e'))).toEqual(['part-00000.parquet']);
    await into.close();
    writeFileSync(join(at('e'), 'part-00002.parquet.1-0.tmp'), 'half');
    writeFileSync(join(at('e'), 'notes.txt'), 'mine');
    const again = await parquetEmbeddings(at('e'), shape, { rows: 4 });
    expect([again.rows, again.has(keys[4]!), again.has(keys[5]!)]).toEqual([5, true, false]);
    await again.append(part(5, 6), { keys: [keys[5]!], labels: [labels[5]!] });
    await again.close();
    expect(readdirSync(at('e')).sort()).toEqual(['notes.txt', ...[0, 1, 2].map((i) => `part-0000${i}.parquet`)]);
    expect(await readEmbeddings(at('e'))).toEqual({ embeddings: six, keys, labels });
    expect((await readEmbeddings(join(at('e'), 'part-00001.parquet'))).keys).toEqual([keys[4]]);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length - 20)],
    ['cut to nothing', () => new Uint8Array(0)],
    ['another file', () => new TextEncoder().encode('PK whatever it is, it is no Parquet')],
    ['damaged', (bytes) => bytes.fill(0xff, 4, 64)],
  ])('are refused by name: %s', async (_, spoil) => {
    await filled(at('e.parquet'));
    const path = join(at('e.parquet'), 'part-00000.parquet');
    writeFileSync(path, spoil(Uint8Array.from(readFileSync(path))));
    await expect(readEmbeddings(at('e.parquet'))).rejects.toThrow(
      /part-00000\.parquet is no Parquet file that can be read/,
    );
    await expect(openEmbeddings(at('e.parquet'), shape)).rejects.toThrow(SyntaxError);
  });

  it('are read where they are, by a name that is known', async () => {
    mkdirSync(at('empty.parquet'));
    await expect(readEmbeddings(at('empty.parquet'))).rejects.toThrow('has no part-00000.parquet');
    await expect(readEmbeddings(at('e.txt'))).rejects.toThrow('end in .npy, .csv or .parquet');
    await expect(openEmbeddings(at('e.txt'), shape)).rejects.toThrow('must end in .npy, .csv, .parquet, got');
  });
});
