import { nameOf } from '../picture.ts';
import type { Decode } from './decode.ts';
import { checkSize } from './limits.ts';
import { decodeNetpbm, isNetpbm } from './netpbm.ts';

/** The part of a browser that is used here. */
type Bitmap = { readonly width: number; readonly height: number; close(): void };
type Context = {
  fillStyle: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  drawImage(bitmap: Bitmap, x: number, y: number, width: number, height: number): void;
  getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
};
type Browser = {
  createImageBitmap(blob: Blob, options: { imageOrientation: 'from-image' }): Promise<Bitmap>;
  OffscreenCanvas: new (
    width: number,
    height: number,
  ) => { getContext(kind: '2d', options: { willReadFrequently: true }): Context };
};

/**
 * Decodes a picture with the browser: upright (EXIF), in sRGB, transparency laid on white, 3 channels.
 *
 * @throws RangeError naming the URL if it cannot be fetched or the picture is too large or too small
 * @throws SyntaxError naming the URL if it is no picture that the browser reads
 */
export const decode: Decode = async (item, { enough } = {}) => {
  const browser = globalThis as unknown as Browser;
  const name = nameOf(item);
  const blob = typeof item === 'string' ? await fetchBlob(item) : new Blob([item as Uint8Array<ArrayBuffer>]);
  const named = typeof item === 'string' ? { name } : {};
  const head = new Uint8Array(await blob.slice(0, 1024).arrayBuffer());
  if (isNetpbm(head)) return { ...decodeNetpbm(new Uint8Array(await blob.arrayBuffer()), name), ...named };
  const bitmap = await browser.createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => {
    throw new SyntaxError(`${name} is no picture that this browser reads; convert it to JPEG or PNG`);
  });
  try {
    checkSize(name, bitmap.width, bitmap.height);
    const scale = Math.min(1, enough === undefined ? 1 : enough / Math.min(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new browser.OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return {
      width,
      height,
      channels: 3,
      data: withoutAlpha(data),
      ...named,
    };
  } finally {
    bitmap.close();
  }
};

async function fetchBlob(url: string): Promise<Blob> {
  const answer = await fetch(url).catch(() => undefined);
  if (answer?.ok !== true) {
    throw new RangeError(`${url} cannot be fetched (${answer?.status ?? 'no answer'}); check the address`);
  }
  return answer.blob();
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}
