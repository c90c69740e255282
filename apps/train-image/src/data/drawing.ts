import type { Picture } from '@siamese/image';
import sharp from 'sharp';

/** Decodes a drawing of dark strokes on a light ground and turns it around: white ink on black, as in `scribbles`. */
export async function decodeDrawing(bytes: Buffer): Promise<Picture> {
  const { data, info } = await sharp(bytes).greyscale().negate().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    channels: 1,
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
  };
}

/**
 * Cuts a drawing to a square around its ink, with a tenth of the square's side left free on each side, as `scribbles`
 * fill theirs. A drawing without ink stays as it is.
 */
export function cropToInk(drawing: Picture, border = 0.1): Picture {
  const { width, height, data } = drawing;
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! < 128) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return drawing;
  const side = Math.ceil(Math.max(right - left + 1, bottom - top + 1) / (1 - 2 * border));
  const x0 = Math.round((left + right + 1 - side) / 2);
  const y0 = Math.round((top + bottom + 1 - side) / 2);
  const cut = new Uint8Array(side * side);
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) cut[(y - y0) * side + x - x0] = data[y * width + x]!;
  return { width: side, height: side, channels: 1, data: cut };
}
