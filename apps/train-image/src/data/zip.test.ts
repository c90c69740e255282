import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as nodeCrc32 } from 'node:zlib';
import { readZip } from './zip.ts';

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-zip-'));
});
afterAll(() => rmSync(place, { recursive: true }));

// zlib.crc32 came with Node 20.15; the checksum of one short text is all this needs.
const crc = (bytes: Buffer): number => (nodeCrc32 as ((b: Buffer) => number) | undefined)?.(bytes) ?? 0x3610a686;

/** A zip archive with one stored file `a/b.txt` that holds `hello`. */
function archive(): Buffer {
  const name = Buffer.from('a/b.txt');
  const body = Buffer.from('hello');
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt32LE(crc(body), 10);
  shared.writeUInt32LE(body.length, 14);
  shared.writeUInt32LE(body.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, name, body]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

it('reads the files that are wanted', async () => {
  const path = join(place, 'a.zip');
  writeFileSync(path, archive());
  expect((await readZip(path, () => true)).map(({ path, bytes }) => [path, bytes.toString()])).toEqual([
    ['a/b.txt', 'hello'],
  ]);
  expect(await readZip(path, (name) => name.endsWith('.png'))).toEqual([]);
});

it('names an archive that is cut short', async () => {
  const path = join(place, 'cut.zip');
  writeFileSync(path, archive().subarray(0, 60));
  await expect(readZip(path, () => true)).rejects.toThrow(`${path}: cut short or corrupt`);
  await expect(readZip(path, () => true)).rejects.toThrow(SyntaxError);
});
