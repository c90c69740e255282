import { join } from 'node:path';
import sharp from 'sharp';
import { bytesOf, drawnFile, noisePng, promisingPng, put, temporaryFolder } from '../files.testing.ts';
import { decode } from './node.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());
const at = (name: string) => join(folder.path, name);

describe('decode', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'tiff'] as const)('reads %s, whatever it is called', async (format) => {
    const path = await put(at(`a-${format}.dat`), await drawnFile({ seed: 1 }, format));
    const picture = await decode(path);
    expect(picture).toMatchObject({ width: 40, height: 30, channels: 3, name: path });
    const exact = await decode(await drawnFile({ seed: 1 }, 'png'));
    const off = Math.max(...Array.from(picture.data, (value, i) => Math.abs(value - exact.data[i]!)));
    expect(off).toBeLessThan(format === 'png' ? 1 : 48);
  });

  it('keeps grey files grey, 16 bits too', async () => {
    expect(await decode(await drawnFile({ seed: 1, grey: true }))).toMatchObject({ channels: 1 });
    const deep = await sharp(Uint8Array.from([128, 128, 128, 128].flatMap((v) => Array<number>(12).fill(v))), {
      raw: { width: 4, height: 4, channels: 3 },
    })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const picture = await decode(bytesOf(deep));
    expect(picture.channels).toBe(1);
    expect([...picture.data]).toEqual(Array(16).fill(128));
  });

  it('lays transparency on white', async () => {
    const bytes = await sharp({
      create: { width: 4, height: 4, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } },
    })
      .png()
      .toBuffer();
    const [r, g, b] = (await decode(bytesOf(bytes))).data;
    expect(r).toBe(255);
    expect(Math.abs(g! - 127)).toBeLessThanOrEqual(1);
    expect(b).toBe(g);
  });

  it('turns a picture upright as its EXIF says', async () => {
    const bytes = await sharp({ create: { width: 8, height: 4, channels: 3, background: '#123456' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await decode(bytesOf(bytes))).toMatchObject({ width: 4, height: 8 });
  });

  it('gives a large picture smaller where that is enough, and a small one as it is', async () => {
    const bytes = await drawnFile({ seed: 1, width: 200, height: 100 }, 'jpeg');
    expect(await decode(bytes, { enough: 50 })).toMatchObject({ width: 100, height: 50 });
    expect(await decode(bytes, { enough: 400 })).toMatchObject({ width: 200, height: 100 });
  });
});

describe('bad files', () => {
  const heic = Buffer.from(`\0\0\0\x18ftypheic${'\0'.repeat(64)}`, 'latin1');
  const cases: [string, () => Promise<Buffer | Uint8Array> | Buffer | Uint8Array, string, RegExp][] = [
    [
      'text.jpg',
      () => Buffer.from('hello, this is text'),
      'SyntaxError',
      /text\.jpg is not a picture; remove it or convert it/,
    ],
    ['empty.png', () => Buffer.alloc(0), 'SyntaxError', /empty\.png is empty/],
    [
      'cut.png',
      async () => (await noisePng()).subarray(0, 2000),
      'SyntaxError',
      /cut\.png is damaged or cut short \(.+\)/,
    ],
    ['head.png', async () => (await noisePng()).subarray(0, 20), 'SyntaxError', /head\.png is damaged or cut short/],
    [
      'cut.jpg',
      async () =>
        (
          await sharp(await noisePng())
            .jpeg()
            .toBuffer()
        ).subarray(0, 1500),
      'SyntaxError',
      /cut\.jpg is damaged or cut short/,
    ],
    [
      'phone.heic',
      () => heic,
      'SyntaxError',
      /phone\.heic is a HEIC file, which is not read; convert it to JPEG or PNG/,
    ],
    ['drawing.svg', () => Buffer.from('<svg width="9" height="9"/>'), 'SyntaxError', /SVG file, which is not read/],
    [
      'dot.png',
      () =>
        sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      'RangeError',
      /dot\.png has 1 x 1 pixel, too few/,
    ],
    [
      'line.png',
      () =>
        sharp({ create: { width: 90, height: 2, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      'RangeError',
      /line\.png has 90 x 2 pixels, too few/,
    ],
    [
      'huge.png',
      () => promisingPng(30_000, 30_000),
      'RangeError',
      /huge\.png has 30000 x 30000 pixels, more than the 144 million/,
    ],
  ];
  it.each(cases)('%s is named with what to do', async (name, make, kind, message) => {
    const path = await put(at(name), await make());
    const error = await decode(path).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: kind, message: expect.stringMatching(message) });
    expect((error as Error).message).not.toContain('\n');
  });

  it('names a missing file, a folder, and a path below a file', async () => {
    await expect(decode(at('none.png'))).rejects.toThrow(/none\.png is not there/);
    await expect(decode(folder.path)).rejects.toThrow(/is no file/);
    const file = await put(at('file'), 'x');
    await expect(decode(join(file, 'a.png'))).rejects.toThrow(/a\.png is not there/);
  });

  it('does not wait for a device without an end', async () => {
    await expect(decode('/dev/zero')).rejects.toThrow(/is no file|is not there/);
  });
});
