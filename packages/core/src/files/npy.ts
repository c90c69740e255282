import { checkNonNegativeInteger, checkPositiveInteger } from '../check.ts';

/** A matrix of float32, row by row. */
export type NpyMatrix = { readonly values: Float32Array; readonly rows: number; readonly dimensions: number };

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

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
  const padded = text.padEnd(npyHeaderLength - magic.length - 3) + '\n';
  const header = new Uint8Array(npyHeaderLength);
  header.set(magic);
  new DataView(header.buffer).setUint16(magic.length, padded.length, true);
  header.set(new TextEncoder().encode(padded), magic.length + 2);
  return header;
}

/** The bytes of rows, to follow a header or earlier rows: float32, little-endian. */
export function npyRows(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i]!, true);
  return bytes;
}

/** A whole .npy file. @throws RangeError if the values are not rows x dimensions */
export function writeNpy({ values, rows, dimensions }: NpyMatrix): Uint8Array {
  if (values.length !== rows * dimensions) {
    throw new RangeError(`writeNpy: values must be ${rows} x ${dimensions}, got ${values.length}`);
  }
  const file = new Uint8Array(npyHeaderLength + values.length * 4);
  file.set(npyHeader(rows, dimensions));
  file.set(npyRows(values), npyHeaderLength);
  return file;
}

/**
 * Reads a .npy file of a float32 or float64 matrix (or of one vector, which is a single row) in C order.
 *
 * @param name the file, as messages name it
 * @throws SyntaxError if it is no .npy file, holds something else, or is shorter or longer than its shape says
 */
export function readNpy(bytes: Uint8Array, name = 'the .npy file'): NpyMatrix {
  const wrong = (what: string) => new SyntaxError(`readNpy: ${name} ${what}`);
  if (bytes.length < 12 || magic.slice(0, 6).some((byte, at) => bytes[at] !== byte)) {
    throw wrong('must start as a .npy file does; write it with numpy.save');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6]! >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) throw wrong('is cut short within its header');
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, end));
  const kind = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (kind === undefined || shape === undefined) throw wrong('must have descr and shape in its header');
  if (!/'fortran_order':\s*False/.test(header))
    throw wrong('must be in C order; write it with numpy.ascontiguousarray');
  if (kind !== '<f4' && kind !== '<f8') {
    throw wrong(
      `must hold little-endian float32 or float64 (<f4, <f8), got ${kind}; convert it with astype('float32')`,
    );
  }
  const sides = shape.split(',').flatMap((side) => (side.trim() === '' ? [] : [Number(side)]));
  if (sides.length < 1 || sides.length > 2 || !sides.every((side) => Number.isSafeInteger(side) && side >= 0)) {
    throw wrong(`must hold a matrix, got the shape (${shape})`);
  }
  const [rows, dimensions] = sides.length === 2 ? [sides[0]!, sides[1]!] : [1, sides[0]!];
  const width = kind === '<f4' ? 4 : 8;
  const expected = rows * dimensions * width;
  if (bytes.length - end !== expected) {
    const how = bytes.length - end < expected ? 'is cut short' : 'is too long';
    throw wrong(`${how}: ${rows} x ${dimensions} take ${expected} bytes after the header, got ${bytes.length - end}`);
  }
  const values = new Float32Array(rows * dimensions);
  for (let i = 0; i < values.length; i++) {
    values[i] = width === 4 ? view.getFloat32(end + i * 4, true) : view.getFloat64(end + i * 8, true);
  }
  return { values, rows, dimensions };
}
