import { isMainThread } from 'node:worker_threads';
import type { Picture } from '../picture.ts';
import { nameOf } from '../picture.ts';
import { readLimited, readLimitedNow } from '@siamese/core/node/read-limited';
import type { Decode } from './decode.ts';
import { jpegHeader, type JpegHeader } from './jpeg-header.ts';
import { checkSize, mostBytes, mostPixels } from './limits.ts';
import { decodeNetpbm, isNetpbm } from './netpbm.ts';
import { decodeSmallJpeg } from './small-jpeg.ts';
import { sniff } from './sniff.ts';

type Header = Omit<JpegHeader, 'plain'>;
type Sharp = typeof import('sharp').default;

/** In a thread of its own (see `loadElsewhere`) nobody else waits. */
const read = isMainThread ? readLimited : readLimitedNow;

const convert = 'convert it to JPEG or PNG';

/**
 * Decodes a picture file, with sharp unless it is a small and plain JPEG: upright (EXIF), in sRGB, transparency laid on
 * white, grey if the file is grey.
 *
 * @throws SyntaxError naming the file if it is no picture, of a format that is not read, or damaged or cut short
 * @throws RangeError naming the file if it is missing, no file, too large or too small
 */
export const decode: Decode = async (item, { enough } = {}) => {
  const name = nameOf(item);
  const named = typeof item === 'string' ? { name } : {};
  const bytes = typeof item === 'string' ? await read(item, mostBytes) : item;
  if (isNetpbm(bytes)) return { ...decodeNetpbm(bytes, name), ...named };
  const found = sniff(bytes);
  if (bytes.length === 0) throw new SyntaxError(`${name} is empty; remove it`);
  if (found === undefined) throw new SyntaxError(`${name} is not a picture; remove it or ${convert}`);
  if (!found.readable) throw new SyntaxError(`${name} is a ${found.format} file, which is not read; ${convert}`);
  const header = jpegHeader(bytes);
  // Of a header the limit is ours, so that the message can give the size.
  if (header !== undefined) checkSize(name, header.width, header.height);
  const small = header && (await decodeSmallJpeg(bytes, header, enough));
  return { ...(small ?? (await decodeBySharp(bytes, name, found.format, header, enough))), ...named };
};

async function decodeBySharp(
  bytes: Uint8Array,
  name: string,
  format: string,
  known: Header | undefined,
  enough: number | undefined,
): Promise<Picture> {
  const sharp = await loadSharp();
  const damaged = (error: unknown) => {
    const [reason = 'no reason given'] = String((error as Error).message).split('\n', 1);
    return new SyntaxError(`${name} is damaged or cut short (${reason.replace(/[:.\s]+$/, '')}); replace or remove it`);
  };
  const open = (limitInputPixels: number | false) => sharp(bytes, { failOn: 'truncated', limitInputPixels });
  const header = known ?? (await headerOf(open(false), damaged));
  checkSize(name, header.width, header.height);
  let pipeline = open(mostPixels);
  if (header.exif) pipeline = pipeline.autoOrient();
  if (format !== 'JPEG') pipeline = pipeline.flatten({ background: '#fff' });
  if (enough !== undefined && enough < Math.min(header.width, header.height)) {
    pipeline = pipeline.resize({ width: enough, height: enough, fit: 'outside', withoutEnlargement: true });
  }
  if (header.grey) pipeline = pipeline.toColourspace('b-w');
  const { data, info } = await pipeline
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => Promise.reject(damaged(error)));
  return {
    width: info.width,
    height: info.height,
    channels: info.channels as Picture['channels'],
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
  };
}

/** What the decoder says of a file that it has not unpacked. */
async function headerOf(opened: ReturnType<Sharp>, damaged: (error: unknown) => SyntaxError): Promise<Header> {
  try {
    const { width, height, space } = await opened.metadata();
    return { width, height, grey: space === 'b-w' || space === 'grey16', exif: true };
  } catch (error) {
    throw damaged(error);
  }
}

/** Only who decodes a file needs sharp's binary; pixels in memory need none. */
async function loadSharp(): Promise<Sharp> {
  try {
    const loaded: unknown = await import('sharp');
    return (loaded as { default: Sharp }).default;
  } catch (error) {
    throw new Error('decoding pictures needs the package sharp with its optional dependencies; npm install sharp', {
      cause: error,
    });
  }
}
