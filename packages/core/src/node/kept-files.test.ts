import { appendFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { cosine } from '../distances/index.ts';
import { embeddingsFrom, exactIndex } from '../knn/index.ts';
import { enrol } from '../verbs/index.ts';
import { plainEncoder } from '../verbs/plain-encoder.testing.ts';
import { loadGallery, loadIndex, saveGallery, saveIndex } from './index.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  await tf.setBackend('cpu');
  folder = mkdtempSync(join(tmpdir(), 'siamese-'));
  path = join(folder, 'kept');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const people = { items: [[0, 0], [0, 2], [10, 0]] as const, labels: ['ada', 'ada', 'bob'] }; // prettier-ignore

it('a gallery and an index are one file each, read back, replaced as a whole', async () => {
  const encoder = plainEncoder();
  const gallery = await enrol(encoder, people, { keys: ['a', 'b', 'c'] });
  await saveGallery(gallery, path);
  expect(await loadGallery(path, encoder)).toEqual(gallery);
  const index = exactIndex({ distance: cosine });
  await index.add(embeddingsFrom([[1, 2], [3, 4]]), [5, 9]); // prettier-ignore
  await saveIndex(index, path);
  expect((await loadIndex(path, { budget: 1000 })).content()).toEqual(index.content());
  expect(readdirSync(folder)).toEqual(['kept']);
  await expect(loadGallery(path, encoder)).rejects.toThrow(/kept is no gallery .*no field __metadata__\.gallery/);
});

it('damaged, foreign and missing files are named, and no memory is taken for what they claim', async () => {
  const index = exactIndex({ distance: cosine });
  await index.add(embeddingsFrom([[1, 2]]), [0]);
  const refused = async (why: RegExp, kind = SyntaxError) => {
    await expect(loadIndex(path)).rejects.toThrow(kind);
    await expect(loadIndex(path)).rejects.toThrow(why);
  };
  await saveIndex(index, path);
  truncateSync(path, 100);
  await refused(/kept is no index that can be read: its header is longer than the file of 100 bytes/);
  await saveIndex(index, path);
  appendFileSync(path, 'x');
  await refused(/it must have 8 bytes of data, got 9/);
  for (const first of [2n ** 63n, 2n ** 40n]) {
    writeFileSync(path, new Uint8Array(BigUint64Array.of(first, 0n).buffer));
    await refused(/its header is longer than the file of 16 bytes/);
  }
  // A file with holes: it takes no room on the disk and says that its header is nearly as long as it is.
  writeFileSync(path, new Uint8Array(BigUint64Array.of(2n ** 29n).buffer));
  truncateSync(path, 2 ** 30);
  await refused(/its header must be at most 268435456 bytes, got 536870912/);
  writeFileSync(path, '');
  await refused(/longer than the file of 0 bytes/);
  rmSync(path);
  await refused(/kept is not there; check the path/, RangeError as never);
});
