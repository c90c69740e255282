import { writeFile } from 'node:fs/promises';
import type { Picture } from '@siamese/image';
import sharp from 'sharp';

/** The bytes of a PNG file of a picture. */
export async function pngOf({ width, height, channels, data }: Picture): Promise<Uint8Array> {
  return new Uint8Array(await sharp(data, { raw: { width, height, channels } }).png().toBuffer());
}

/** Writes a picture to a PNG file. */
export async function toPng(picture: Picture, path: string): Promise<void> {
  await writeFile(path, await pngOf(picture));
}
