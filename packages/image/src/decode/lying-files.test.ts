import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { bytesOf, deflatedZeros, drawnFile, greyPng } from '../files.testing.ts';
import { checkPicture, type Picture } from '../picture.ts';
import { decode } from './node.ts';

const refusal = /^the picture in \d+ bytes is damaged or cut short \(.+\); replace or remove it$/;

/** Decodes a file: a sound picture, or one line that says what is wrong. */
async function soundOr(bytes: Uint8Array): Promise<Picture | string> {
  const found = await decode(bytes).catch((error: Error) => error);
  if (!(found instanceof Error)) {
    checkPicture(found, 'decoded');
    return found;
  }
  expect(found.name).toBe('SyntaxError');
  expect(found.message).toMatch(refusal);
  return found.message;
}

/** The same file with bytes overwritten. */
function changed(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(values, at);
  return copy;
}

/** Where a sequence of bytes begins. */
function place(bytes: Uint8Array, ...wanted: readonly number[]): number {
  const at = bytes.findIndex((_, i) => wanted.every((byte, k) => bytes[i + k] === byte));
  if (at < 0) throw new Error('the file has no such bytes');
  return at;
}

describe('a picture that decodes to another size than its header says', () => {
  const rowsOf = (width: number, height: number): Uint8Array =>
    bytesOf(deflateSync(Uint8Array.from({ length: (width + 1) * height }, (_, i) => (i % (width + 1) === 0 ? 0 : 90))));

  it('a PNG with fewer rows is cut short, one with more rows is as large as its header says', async () => {
    expect(await soundOr(greyPng(20, 30, rowsOf(20, 10)))).toMatch(refusal);
    expect(await soundOr(greyPng(20, 10, rowsOf(20, 30)))).toMatchObject({ width: 20, height: 10 });
    expect(await soundOr(greyPng(40, 10, rowsOf(20, 10)))).toMatch(refusal);
  });

  it('a JPEG is as large as its header says, taller (grey where nothing is) or lower', async () => {
    const jpeg = await drawnFile({ seed: 1, width: 40, height: 32 }, 'jpeg');
    const height = place(jpeg, 0xff, 0xc0) + 5;
    expect(await soundOr(changed(jpeg, height, 1, 0))).toMatchObject({ width: 40, height: 256 });
    expect(await soundOr(changed(jpeg, height, 0, 16))).toMatchObject({ width: 40, height: 16 });
  });

  it('a GIF whose frame is larger than its screen, and a WebP whose canvas is another', async () => {
    const gif = await drawnFile({ seed: 1, width: 40, height: 32 }, 'gif');
    const found = await soundOr(changed(gif, 6, 20, 0, 16, 0));
    if (typeof found !== 'string') expect([found.width, found.height].every((side) => side <= 40)).toBe(true);
    const plain = sharp({ create: { width: 40, height: 32, channels: 4, background: '#12345680' } });
    const webp = bytesOf(await plain.webp({ lossless: false }).toBuffer());
    const canvas = place(webp, ...Buffer.from('VP8X')) + 12;
    expect(await soundOr(changed(webp, canvas, 99, 0, 0, 99, 0, 0))).toMatch(refusal);
  });
});

describe('a PNG that unpacks to gigabytes', () => {
  const zeros = deflatedZeros(2400);

  /** Decodes, and says by how many MiB the process grew at most. */
  async function grownBy(bytes: Uint8Array): Promise<{ found: Picture | Error; mebibytes: number }> {
    const before = process.resourceUsage().maxRSS;
    const found = await decode(bytes).catch((error: Error) => error);
    return { found, mebibytes: (process.resourceUsage().maxRSS - before) / 1024 };
  }

  it('by its own size is refused before it is unpacked', async () => {
    const { found, mebibytes } = await grownBy(greyPng(50_000, 50_000, zeros));
    expect(found).toMatchObject({
      name: 'RangeError',
      message: expect.stringMatching(/^the picture in \d+ bytes has 50000 x 50000 pixels, more than the 144 million/),
    });
    expect(mebibytes).toBeLessThan(64);
  });

  it('behind its last row is not unpacked further', async () => {
    const { found, mebibytes } = await grownBy(greyPng(64, 64, zeros));
    expect(found).toMatchObject({ width: 64, height: 64 });
    expect(mebibytes).toBeLessThan(64);
  });

  it.each([
    ['zTXt', 'words\0\0'],
    ['iCCP', 'profile\0\0'],
  ])('in a %s beside the pixels takes no memory', async (type, head) => {
    const beside = Uint8Array.from([...Buffer.from(head, 'latin1'), ...zeros]);
    const rows = bytesOf(deflateSync(new Uint8Array(65 * 64)));
    const { found, mebibytes } = await grownBy(greyPng(64, 64, rows, [[type, beside]]));
    if (found instanceof Error) expect(found.message).toMatch(refusal);
    else expect(found).toMatchObject({ width: 64, height: 64 });
    expect(mebibytes).toBeLessThan(256);
  });
});

it.each([
  ['plain', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ['with a declaration', '<?xml version="1.0"?>\n<!-- a drawing -->\n<svg width="9" height="9"/>'],
  ['behind a byte order mark', '\ufeff<svg width="9" height="9"/>'],
  ['behind white space', '\n  <svg width="9" height="9"/>'],
])('an SVG %s is called one, and reaches no decoder', async (_, text) => {
  await expect(decode(new TextEncoder().encode(text))).rejects.toThrow(
    /is a SVG file, which is not read; convert it to JPEG or PNG/,
  );
});
