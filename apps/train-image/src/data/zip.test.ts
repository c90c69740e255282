import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readZip } from './zip.ts';

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-zip-'));
});
afterAll(() => rmSync(place, { recursive: true }));

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const two = (value: number): number[] => [value & 255, value >> 8];
const four = (value: number): number[] => [...two(value & 0xffff), ...two(value >>> 16)];
const zeros = (count: number): number[] => Array<number>(count).fill(0);

/** A zip archive with one stored file `a/b.txt` that holds `hello`. */
function archive(): Uint8Array {
  const name = ascii('a/b.txt');
  const body = ascii('hello');
  const checksum = 0x3610a686;
  // Version, flags, method, time, date, CRC-32, both sizes, the lengths of the name and of the extra field.
  const shared = [...two(20), ...zeros(8), ...four(checksum), ...four(5), ...four(5), ...two(name.length), ...two(0)];
  const local = [...ascii('PK\x03\x04'), ...shared, ...name, ...body];
  const central = [...ascii('PK\x01\x02'), ...two(20), ...shared, ...zeros(14), ...name];
  const end = [...two(0), ...two(0), ...two(1), ...two(1), ...four(central.length), ...four(local.length), ...two(0)];
  return Uint8Array.from([...local, ...central, ...ascii('PK\x05\x06'), ...end]);
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
