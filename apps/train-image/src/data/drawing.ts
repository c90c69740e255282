import type { Picture } from '@siamese/image';
import sharp from 'sharp';

/** A drawing in grey, white ink on black, before it is brought to a size. */
export type Drawing = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** Decodes a drawing of dark strokes on a light ground and turns it around: white ink on black, as in `scribbles`. */
export async function decodeDrawing(bytes: Buffer): Promise<Drawing> {
  const { data, info } = await sharp(bytes).greyscale().negate().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/**
 * Cuts a drawing to a square around its ink, with a tenth of the square's side left free on each side, as `scribbles`
 * fill theirs. A drawing without ink stays as it is.
 */
export function cropToInk(drawing: Drawing, border = 0.1): Drawing {
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
  return { width: side, height: side, data: cut };
}

/** Brings a drawing to `size` x `size` by the mean over the area that each new pixel covers. */
export function shrink({ width, height, data }: Drawing, size: number): Picture {
  const columns = weights(width, size);
  const rows = weights(height, size);
  const out = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (const [row, a] of rows[y]!)
        for (const [column, b] of columns[x]!) sum += a * b * data[row * width + column]!;
      out[y * size + x] = Math.round(sum);
    }
  }
  return { width: size, height: size, channels: 1, data: out };
}

/** For each of `to` pixels the pixels of `from` that it covers, with the part of it that each makes up. */
function weights(from: number, to: number): (readonly [number, number])[][] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * scale, (i + 1) * scale];
    const covered: [number, number][] = [];
    for (let p = Math.floor(start); p < Math.min(from, Math.ceil(end)); p++)
      covered.push([p, (Math.min(end, p + 1) - Math.max(start, p)) / scale]);
    return covered;
  });
}
