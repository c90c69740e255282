import sharp, { type Sharp } from 'sharp';
import { jpegHeader } from './jpeg-header.ts';

const plain = sharp({ create: { width: 40, height: 30, channels: 3, background: '#123456' } });
const bytesOf = async (image: Sharp): Promise<Uint8Array> => new Uint8Array(await image.toBuffer());

it.each([
  ['baseline', plain.clone().jpeg(), { width: 40, height: 30, grey: false, exif: false, plain: true }],
  [
    'progressive',
    plain.clone().jpeg({ progressive: true }),
    { width: 40, height: 30, grey: false, exif: false, plain: false },
  ],
  ['grey', plain.clone().toColourspace('b-w').jpeg(), { width: 40, height: 30, grey: true, exif: false, plain: true }],
  [
    'with EXIF',
    plain.clone().withMetadata({ orientation: 6 }).jpeg(),
    { width: 40, height: 30, grey: false, exif: true, plain: false },
  ],
])('reads the header of a JPEG, %s', async (_, image, header) => {
  expect(jpegHeader(await bytesOf(image))).toEqual(header);
});

it('leaves to a decoder what is cut off, of four components, or no JPEG', async () => {
  const jpeg = await bytesOf(plain.clone().jpeg());
  for (let length = 0; length < 100; length++) expect(jpegHeader(jpeg.subarray(0, length))).toBe(undefined);
  expect(jpegHeader(await bytesOf(plain.clone().toColourspace('cmyk').jpeg()))).toBe(undefined);
  expect(jpegHeader(await bytesOf(plain.clone().png()))).toBe(undefined);
  const endless = Uint8Array.from({ length: 64 }, (_, i) => (i === 1 ? 0xd8 : 0xff));
  expect(jpegHeader(endless)).toBe(undefined);
});
