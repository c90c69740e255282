import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readIdx } from './idx.ts';

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-idx-'));
});
afterAll(() => rmSync(place, { recursive: true }));

function file(bytes: Uint8Array): string {
  const path = join(place, 'a.gz');
  writeFileSync(path, bytes);
  return path;
}
const idx = (...bytes: readonly number[]): Buffer => Buffer.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...bytes]);

it('reads the axes and the bytes', () => {
  const { shape, data } = readIdx(file(gzipSync(idx(1, 2, 3, 4, 5, 6))));
  expect(shape).toEqual([2, 3]);
  expect([...data]).toEqual([1, 2, 3, 4, 5, 6]);
});

it.each([
  ['a gzip stream cut short', gzipSync(idx(1, 2, 3, 4, 5, 6)).subarray(0, 20), /gzip stream is cut short/],
  ['no gzip', Buffer.from('hello'), /gzip stream is cut short or corrupt/],
  ['too few bytes', gzipSync(idx(1, 2, 3)), /2 x 3 bytes were announced and 3 are there/],
  ['something else', gzipSync(Buffer.from('something else')), /not an idx file/],
])('names the file that holds %s', (_, bytes, message) => {
  expect(() => readIdx(file(bytes))).toThrow(SyntaxError);
  expect(() => readIdx(file(bytes))).toThrow(message);
  expect(() => readIdx(file(bytes))).toThrow(join(place, 'a.gz'));
});
