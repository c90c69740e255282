import { createRandom } from '@siamese/core';
import sharp, { type JpegOptions } from 'sharp';
import { bytesOf } from '../files.testing.ts';
import { jpegHeader } from './jpeg-header.ts';
import { decodeSmallJpeg } from './small-jpeg.ts';

type Shape = JpegOptions & { width?: number; height?: number; grey?: boolean };

async function jpeg({ width = 40, height = 30, grey = false, ...o }: Shape = {}): Promise<Uint8Array> {
  const random = createRandom(1, width, height);
  const noise = Uint8Array.from({ length: 5 * 5 * 3 }, () => random.int(256));
  const image = sharp(noise, { raw: { width: 5, height: 5, channels: 3 } }).resize(width, height, { fit: 'fill' });
  return bytesOf(await (grey ? image.toColourspace('b-w') : image).jpeg(o).toBuffer());
}

const bySharp = async (bytes: Uint8Array, grey = false): Promise<Uint8Array> => {
  const opened = sharp(bytes, { failOn: 'truncated' });
  return bytesOf(await (grey ? opened.toColourspace('b-w') : opened).raw().toBuffer());
};

it.each<[string, Shape]>([
  ['colours at half the resolution', {}],
  ['all colours, odd sides', { width: 37, height: 23, chromaSubsampling: '4:4:4' }],
  ['odd sides, hardly any quality', { width: 113, height: 97, quality: 20 }],
  ['tables of its own', { width: 101, height: 99, optimiseCoding: true, quantisationTable: 3 }],
  ['grey', { width: 50, height: 41, grey: true }],
  ['as large as it may be', { width: 256, height: 256 }],
])('the pixels of sharp: %s', async (_, shape) => {
  const bytes = await jpeg(shape);
  const found = await decodeSmallJpeg(bytes, jpegHeader(bytes)!);
  const { width = 40, height = 30, grey } = shape;
  expect(found).toMatchObject({ width, height, channels: grey ? 1 : 3 });
  expect(found!.data).toEqual(await bySharp(bytes, grey));
});

it('leaves to sharp what is large, to be shrunk, or not plain', async () => {
  for (const shape of [{ width: 257, height: 256 }, { progressive: true }]) {
    const bytes = await jpeg(shape);
    expect(await decodeSmallJpeg(bytes, jpegHeader(bytes)!)).toBe(undefined);
  }
  const bytes = await jpeg();
  expect(await decodeSmallJpeg(bytes, jpegHeader(bytes)!, 29)).toBe(undefined);
  expect(await decodeSmallJpeg(bytes, jpegHeader(bytes)!, 30)).toMatchObject({ width: 40 });
});

it('reads no damaged file that sharp refuses, however many come, and leaves every cut one to it', async () => {
  const whole = await jpeg({ width: 16, height: 16 });
  const header = jpegHeader(whole)!;
  const random = createRandom(1);
  let read = 0;
  for (let n = 0; n < 300; n++) {
    const damaged = Uint8Array.from(whole);
    damaged[20 + random.int(whole.length - 20)] = random.int(256);
    const found = jpegHeader(damaged);
    const pixels = found && (await decodeSmallJpeg(damaged, found));
    if (pixels === undefined) continue;
    read++;
    // Values out of range are cut off at other places by SIMD instructions, which sharp uses.
    expect(pixels.data).toHaveLength((await bySharp(damaged, found!.grey)).length);
  }
  expect(read).toBeGreaterThan(10);
  // More than the 4,096 that its stack has room for.
  for (let n = 0; n < 5000; n++) {
    const cut = whole.subarray(0, 300 + (n % (whole.length - 302)));
    expect(await decodeSmallJpeg(cut, header)).toBe(undefined);
  }
  expect((await decodeSmallJpeg(whole, header))!.data).toEqual(await bySharp(whole));
});
