import type { JPEGDecoder } from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import type { Picture } from '../picture.ts';
import type { JpegHeader } from './jpeg-header.ts';

/** Of more pixels sharp is the quicker decoder, though it takes half a millisecond to open a file. */
const most = 256 * 256;

/** A file that it refuses costs the decoder 16 bytes of a stack of 65,536: after so many it is opened anew. */
const mostRefused = 1000;

let opened: Promise<JPEGDecoder> | undefined;
let refused = 0;

/**
 * The pixels of a small and plain JPEG by libjpeg-turbo in WebAssembly, the same as sharp's if it is sound; undefined for a larger or less
 * plain one, and for any that the decoder finds fault with: whether it is bad enough to be refused is for sharp to say.
 *
 * @param enough see `DecodeOptions`
 */
export async function decodeSmallJpeg(
  bytes: Uint8Array,
  { width, height, grey, plain }: JpegHeader,
  enough = Infinity,
): Promise<Picture | undefined> {
  if (!plain || width * height > most || enough < Math.min(width, height)) return undefined;
  const channels = grey ? 1 : 3;
  try {
    const decoder = await (opened ??= open());
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const data = new Uint8Array(decoder.getDecodedBuffer());
    return data.length === width * height * channels ? { width, height, channels, data } : undefined;
  } catch (error) {
    // What the decoder itself throws is a number; anything else leaves it in no known state.
    if (++refused % mostRefused === 0 || error instanceof Error) opened = undefined;
    return undefined;
  }
}

/** Who decodes no small JPEG need not open it. */
async function open(): Promise<JPEGDecoder> {
  const { default: load } = await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs');
  const { JPEGDecoder } = await load();
  return new JPEGDecoder();
}
