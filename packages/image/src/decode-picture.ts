import { decode } from '#decode';
import type { ImageItem, Picture } from './picture.ts';
import { checkPicture, isPicture } from './picture.ts';

/**
 * An item's pixels: a file is decoded (upright, sRGB, transparency laid on white), a picture is given back as it is.
 *
 * @param o.enough see `DecodeOptions`: a large photograph may come back with its shorter side this long
 * @throws SyntaxError naming the file if it is no picture that is read, damaged or cut short
 * @throws RangeError naming the file if it is missing, too large (144 million pixels) or too small (4 a side)
 * @throws TypeError if it is neither a path, bytes nor a picture
 */
export async function decodePicture(item: ImageItem, o: { enough?: number } = {}): Promise<Picture> {
  if (typeof item === 'string' || item instanceof Uint8Array) return decode(item, o);
  if (!isPicture(item)) {
    throw new TypeError(
      `decodePicture: argument item must be a path, a Uint8Array or a picture ({ width, height, channels, data }), got ${item === null ? 'null' : typeof item}`,
    );
  }
  checkPicture(item, 'decodePicture: argument item');
  return item;
}
