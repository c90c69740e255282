import { join } from 'node:path';
import * as fc from 'fast-check';
import { drawnFile, put, temporaryFolder } from '../files.testing.ts';
import { readIdx } from '../node/read-idx.ts';
import { checkPicture } from '../picture.ts';
import { decode } from './node.ts';

/** Files from strangers: whatever the bytes, there comes a sound picture or an error of ours with one line. */
async function soundOrOurs(work: Promise<unknown>): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return;
  expect(error instanceof SyntaxError || error instanceof RangeError).toBe(true);
  expect((error as Error).message).not.toContain('\n');
}
const decoded = async (bytes: Uint8Array) => checkPicture(await decode(bytes), 'decoded');
const heads = [
  '',
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'GIF89a',
  'RIFFxxxxWEBP',
  'II*\0',
  'P5 9 9 255\n',
  'P6 99999 9 65535 ',
  '\0\0\0 ftypavif',
];
const options = { seed: 1, numRuns: 60 };

describe('any bytes', () => {
  it('behind the head of a known format', () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, tail) =>
        soundOrOurs(decoded(Uint8Array.from([...head].map((c) => c.charCodeAt(0)).concat([...tail])))),
      ),
      options,
    ));

  it.each(['png', 'jpeg', 'webp', 'gif', 'tiff'] as const)('changed in a %s', async (format) => {
    const whole = await drawnFile({ seed: 1 }, format);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(whole.length),
        (at, by, length) => {
          const bytes = whole.slice(0, length % 2 === 0 ? whole.length : length);
          if (at < bytes.length) bytes[at]! ^= by;
          return soundOrOurs(decoded(bytes));
        },
      ),
      options,
    );
  });

  it('in an IDX file', async () => {
    const folder = await temporaryFolder();
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 40 }),
          fc.constantFrom([0, 0, 8, 3], [0x1f, 0x8b], []),
          (tail, head) =>
            soundOrOurs(
              put(join(folder.path, 'idx'), Uint8Array.from([...head, ...tail])).then((path) => readIdx(path, 3)),
            ),
        ),
        options,
      );
    } finally {
      await folder.remove();
    }
  });
});
