import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRandom } from '@siamese/core';
import { fuzz } from '@siamese/testing';
import sharp from 'sharp';
import { decode } from './decode/node.ts';
import { bytesOf, drawnFile, idx, put, temporaryFolder } from './files.testing.ts';
import { readIdx } from './node/read-idx.ts';
import { checkPicture } from './picture.ts';
import { parsePreparation } from './preparation/preparation.ts';

/** 6,500 of the 20,000 damaged files; the others are in `@siamese/core`. */
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

/** As an encoder decodes: photographs no larger than four times its side. */
const decoded = async (bytes: Uint8Array): Promise<void> =>
  checkPicture(await decode(bytes, { enough: 112 }), 'the picture in');

const formats = [
  ['png', 700],
  ['jpeg', 700],
  ['webp', 500],
  ['gif', 500],
  ['tiff', 400],
] as const;

test.each(formats)('%s: %i pictures', async (format, count) => {
  const files = [await drawnFile({ seed: 1 }, format), await drawnFile({ seed: 2, grey: true }, format)];
  const { read, refused } = await fuzz({
    files,
    count,
    random: createRandom(1, format),
    read: decoded,
    names: 'the picture in',
  });
  expect(Math.min(read, refused)).toBeGreaterThan(0);
});

test('100 AVIF pictures', async () => {
  const files = [bytesOf(await sharp(await drawnFile({ seed: 1 })).avif({ effort: 0 }).toBuffer())]; // prettier-ignore
  await fuzz({ files, count: 100, random: createRandom(1, 'avif'), read: decoded, names: 'the picture in' });
});

test('800 PGM and PPM pictures', async () => {
  const pixels = Uint8Array.from({ length: 6 * 5 * 6 }, (_, i) => (i * 37) % 256);
  const files = ['P5\n# grey\n6 5\n255\n', 'P6 6 5 255\n', 'P5 6 5 65535\n'].map((head) =>
    Uint8Array.from([...new TextEncoder().encode(head), ...pixels]),
  );
  const random = createRandom(1, 'netpbm');
  const { read, refused } = await fuzz({ files, count: 800, random, read: decoded, names: 'the picture in' });
  expect(Math.min(read, refused)).toBeGreaterThan(0);
});

test('2,500 IDX files, gzipped or not', async () => {
  const plain = idx([2, 3, 4], Array.from({ length: 24 }, (_, i) => i)); // prettier-ignore
  const files = [plain, bytesOf(gzipSync(plain))];
  const read = async (bytes: Uint8Array): Promise<unknown> => readIdx(await put(join(folder.path, 'idx'), bytes), 3);
  const fuzzed = await fuzz({ files, count: 2500, random: createRandom(1, 'idx'), read, names: 'idx' });
  expect(Math.min(fuzzed.read, fuzzed.refused)).toBeGreaterThan(0);
});

test('300 preparations', async () => {
  const whole = {
    width: 28,
    height: 28,
    channels: 1,
    fit: 'contain',
    background: 'border',
    invert: false,
    values: 'unit',
    augment: { flip: { probability: 0.5 }, erase: { probability: 0.5, size: 0.2 } },
  };
  const files = [new TextEncoder().encode(JSON.stringify(whole))];
  const read = (bytes: Uint8Array): void => {
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      // A model folder that holds it is refused before.
      return;
    }
    parsePreparation(json as never);
  };
  const fuzzed = await fuzz({ files, count: 300, random: createRandom(1, 'preparation'), read, names: 'preparation' });
  expect(Math.min(fuzzed.read, fuzzed.refused)).toBeGreaterThan(0);
});
