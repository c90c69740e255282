import * as fc from 'fast-check';
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
});
