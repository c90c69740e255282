import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readLimited } from '@siamese/core/node';

/** An array of bytes with its sizes, the outermost first. */
export type Idx = { readonly shape: readonly number[]; readonly data: Uint8Array };

const mostBytes = 2 ** 30;

/**
 * Reads a file in the IDX format of MNIST (bytes only), gzipped or not: `0 0 8 rank`, the sizes as big-endian int32, the
 * bytes.
 *
 * @param rank how many sizes there must be: 1 for labels, 3 for pictures
 * @throws SyntaxError naming the file if it is cut short, damaged, or something else
 * @throws RangeError if the file is missing or more than 1 GiB
 */
export async function readIdx(path: string, rank: number): Promise<Idx> {
  const raw = await readLimited(path, mostBytes);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? await unzipped(path, raw) : raw;
  const start = 4 + 4 * rank;
  const kind = rank === 1 ? 'labels' : 'pictures';
  if (bytes.length < start || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8 || bytes[3] !== rank) {
    throw new SyntaxError(
      `${path} is no IDX file of ${kind} (bytes in ${rank} dimension${rank === 1 ? '' : 's'}); check which file it is`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const size = shape.reduce((product, side) => product * side, 1);
  if (bytes.length - start !== size) {
    const state = bytes.length - start < size ? 'cut short' : 'damaged';
    throw new SyntaxError(
      `${path} is ${state}: it says ${shape.join(' x ')} = ${size} bytes and has ${bytes.length - start}; download it again`,
    );
  }
  return { shape, data: bytes.subarray(start) };
}

async function unzipped(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const out = await promisify(gunzip)(bytes, { maxOutputLength: mostBytes });
    return new Uint8Array(out.buffer, out.byteOffset, out.length);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new RangeError(`${path} unpacks to more than the ${mostBytes} bytes that are read`);
    }
    const state = code === 'Z_BUF_ERROR' ? 'a gzip file cut short' : `a damaged gzip file (${code})`;
    throw new SyntaxError(`${path} is ${state}; download it again`);
  }
}
