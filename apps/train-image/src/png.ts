import { writeFileAtomic } from '@siamese/core/node';
import { decodePicture, type ImageItem, type Picture } from '@siamese/image';
import sharp, { type Sharp } from 'sharp';

/** The bytes of a PNG file of a picture. */
export async function pngOf(picture: Picture): Promise<Uint8Array> {
  return new Uint8Array(await raw(picture).png().toBuffer());
}

/** Writes a picture to a PNG file, whole or not at all. */
export async function toPng(picture: Picture, path: string): Promise<void> {
  await writeFileAtomic(path, await pngOf(picture), { durable: false });
}

/** How samples of pictures are written. */
export const pngFiles = {
  ending: 'png',
  write: async (item: ImageItem, path: string): Promise<void> => toPng(await decodePicture(item), path),
};

/** The bytes of a WebP file of an item, no larger than a page needs it. */
export async function thumbnail(item: ImageItem, side = 96): Promise<Uint8Array> {
  const picture = await decodePicture(item, { enough: side });
  const small = raw(picture).resize(side, side, { fit: 'inside', withoutEnlargement: true });
  return new Uint8Array(await small.webp({ quality: 80 }).toBuffer());
}

function raw({ width, height, channels, data }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}
