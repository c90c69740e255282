import { decodePicture } from '../decode-picture.ts';
import type { ImageItem, Picture } from '../picture.ts';
import { type Frame, fitPicture } from '../resize/fit-picture.ts';

/** An item's pixels in a frame. Photographs are decoded at four times the frame, which the area mean then takes down. */
export async function loadPicture(item: ImageItem, frame: Frame): Promise<Picture> {
  const picture = await decodePicture(item, { enough: 4 * Math.max(frame.width, frame.height) });
  return fitPicture(picture, frame);
}
