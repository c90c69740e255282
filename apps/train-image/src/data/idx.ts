import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** An array of bytes of one or more axes, as MNIST's files hold them. */
export type Idx = { readonly shape: readonly number[]; readonly data: Uint8Array };

// Ten times the largest file of MNIST: a stream that claims more is not one of its files.
const limit = 500_000_000;

/**
 * Reads a gzipped idx file of unsigned bytes (LeCun's format: two zeros, type 8, the number of axes, the axes as
 * big-endian int32, the bytes).
 *
 * @throws {SyntaxError} The gzip stream is cut short, or it holds something else.
 */
export function readIdx(path: string): Idx {
  const bytes = gunzip(path);
  const broken = (what: string): SyntaxError => new SyntaxError(`${path}: ${what}; fetch the file again`);
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8) throw broken('not an idx file of bytes');
  const axes = bytes[3]!;
  const start = 4 + 4 * axes;
  if (bytes.length < start) throw broken('the header is cut short');
  const shape = Array.from({ length: axes }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  const size = shape.reduce((product, n) => product * n, 1);
  if (bytes.length !== start + size)
    throw broken(`${shape.join(' x ')} bytes were announced and ${bytes.length - start} are there`);
  return { shape, data: new Uint8Array(bytes.buffer, bytes.byteOffset + start, size) };
}

function gunzip(path: string): Buffer {
  const packed = readFileSync(path);
  try {
    return gunzipSync(packed, { maxOutputLength: limit });
  } catch {
    throw new SyntaxError(`${path}: the gzip stream is cut short or corrupt; fetch the file again`);
  }
}
