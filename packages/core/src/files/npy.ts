import { checkNonNegativeInteger, checkPositiveInteger } from '../check.ts';
import { fromLittleEndian, littleEndian } from './little-endian.ts';
import { oneLine } from './one-line.ts';

/** A matrix of float32, row by row. */
type Matrix = { values: Float32Array; rows: number; dimensions: number };

/** What the header of a .npy file says. */
export type NpyHead = {
  rows: number;
  dimensions: number;
  /** Bytes of a number: 4 or 8. */
  width: 4 | 8;
  /** Where the numbers begin. */
  start: number;
};

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** How long our headers are, whatever they say: rows can be appended and the header written anew in place. */
export const npyHeaderLength = 128;

/**
 * The header of a .npy file (version 1.0) of a float32 matrix in C order, always 128 bytes; `rows x dimensions` float32,
 * little-endian, follow it.
 *
 * Reference: NumPy Enhancement Proposal 1, a simple file format for NumPy arrays.
 *
 * @throws RangeError unless rows is a non-negative and dimensions a positive integer
 */
export function npyHeader(rows: number, dimensions: number): Uint8Array {
  checkNonNegativeInteger(rows, 'npyHeader: rows');
  checkPositiveInteger(dimensions, 'npyHeader: dimensions');
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
  const padded = text.padEnd(npyHeaderLength - 11) + '\n';
  const header = new Uint8Array(npyHeaderLength);
  header.set([...magic, 1, 0]);
  new DataView(header.buffer).setUint16(8, padded.length, true);
  header.set(new TextEncoder().encode(padded), 10);
  return header;
}

/** Embeddings as a .npy file, which NumPy reads. @throws RangeError if the values are not rows x dimensions */
export function npyBytes({ values, rows, dimensions }: Matrix): Uint8Array {
  if (values.length !== rows * dimensions) {
    throw new RangeError(`npyBytes: values must be ${rows} x ${dimensions}, got ${values.length}`);
  }
  const file = new Uint8Array(npyHeaderLength + values.length * 4);
  file.set(npyHeader(rows, dimensions));
  file.set(littleEndian(values), npyHeaderLength);
  return file;
}

/**
 * Embeddings from a .npy file of a float32 or float64 matrix (or of one vector, which is a single row) in C order.
 *
 * @param file its name, as it appears in a message
 * @throws SyntaxError if it is no .npy file, holds something else, or is shorter or longer than its shape says
 */
export function npyFrom(bytes: Uint8Array, file = 'the .npy file'): Matrix {
  const head = npyHead(bytes, file);
  checkNpyLength(head, bytes.length, file);
  return npyValues(head, bytes.subarray(head.start));
}

/** How many of a file's first bytes `npyHead` needs; 12 of them tell. */
export function npyHeadLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes[6]! >= 2 ? 12 + view.getUint32(8, true) : 10 + view.getUint16(8, true);
}

/**
 * What the header of a .npy file says.
 *
 * @param bytes the file, or its beginning
 * @throws SyntaxError as `npyFrom` does, but for the length of what follows
 */
export function npyHead(bytes: Uint8Array, file: string): NpyHead {
  const wrong = (what: string) => new SyntaxError(`${file} ${what}`);
  if (bytes.length < 12 || magic.some((byte, at) => bytes[at] !== byte)) {
    throw wrong('must start as a .npy file does; write it with numpy.save');
  }
  const start = npyHeadLength(bytes);
  if (start > bytes.length) throw wrong('is cut short within its header');
  const header = new TextDecoder('latin1').decode(bytes.subarray(bytes[6]! >= 2 ? 12 : 10, start));
  const kind = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (kind === undefined || shape === undefined) throw wrong('must have descr and shape in its header');
  if (!/'fortran_order':\s*False/.test(header)) {
    throw wrong('must be in C order; write it with numpy.ascontiguousarray');
  }
  if (kind !== '<f4' && kind !== '<f8') {
    throw wrong(
      `must hold little-endian float32 or float64 (<f4, <f8), got ${oneLine(kind)}; convert it with astype('float32')`,
    );
  }
  const sides = shape.split(',').flatMap((side) => (side.trim() === '' ? [] : [Number(side)]));
  if (sides.length < 1 || sides.length > 2 || !sides.every((side) => Number.isSafeInteger(side) && side >= 0)) {
    throw wrong(`must hold a matrix, got the shape (${oneLine(shape)})`);
  }
  const [rows, dimensions] = sides.length === 2 ? [sides[0]!, sides[1]!] : [1, sides[0]!];
  return { rows, dimensions, width: kind === '<f4' ? 4 : 8, start };
}

/** Throws unless a file of this size holds what its header says. @throws SyntaxError naming the file and both sizes */
export function checkNpyLength({ rows, dimensions, width, start }: NpyHead, size: number, file: string): void {
  const expected = rows * dimensions * width;
  if (size - start === expected) return;
  const how = size - start < expected ? 'is cut short' : 'is too long';
  throw new SyntaxError(
    `${file} ${how}: ${rows} x ${dimensions} take ${expected} bytes after the header, got ${size - start}`,
  );
}

/** The numbers that follow the header. */
export function npyValues({ rows, dimensions, width }: NpyHead, data: Uint8Array): Matrix {
  if (width === 4) return { values: fromLittleEndian(data), rows, dimensions };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const values = Float32Array.from({ length: rows * dimensions }, (_, i) => view.getFloat64(i * 8, true));
  return { values, rows, dimensions };
}
