import { type FileHandle, open, readFile } from 'node:fs/promises';
import { shown } from '../check.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import { plainBytes } from './plain-bytes.ts';

/** The header has room for any number of rows, so that it can be written again in place. */
const headerLength = 128;

/** A .npy file that rows are appended to. */
export type NpyWriter = {
  /** Rows in the file. */
  readonly rows: number;
  /** Appends rows; afterwards the file is a whole .npy of all rows so far. */
  append(embeddings: Embeddings): Promise<void>;
  /** Brings the file to the disk and closes it. */
  close(): Promise<void>;
};

/**
 * A NumPy file of float32, `[rows, dimensions]`, that grows row by row; the number of rows in its header is put right after
 * each append, so what is on disk can be read at any time.
 *
 * @param o.resume goes on with a file that is there: cuts it back to its last whole row
 * @throws RangeError on a resume if the file has rows of another length, SyntaxError if it is no such file
 */
export async function createNpyWriter(
  path: string,
  dimensions: number,
  { resume = false }: { resume?: boolean } = {},
): Promise<NpyWriter> {
  const file = await open(path, resume ? 'r+' : 'w+');
  let rows = 0;
  try {
    if (resume) rows = await wholeRows(file, path, dimensions);
    await file.truncate(headerLength + rows * dimensions * 4);
    await writeAll(file, npyHeader(rows, dimensions), 0);
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    get rows() {
      return rows;
    },
    async append(embeddings) {
      checkEmbeddings(embeddings, 'NpyWriter.append: embeddings');
      if (embeddings.dimensions !== dimensions) {
        throw new RangeError(
          `NpyWriter.append: embeddings must have ${dimensions} dimensions, got ${embeddings.dimensions}`,
        );
      }
      await writeAll(file, littleEndian(embeddings.values), headerLength + rows * dimensions * 4);
      rows += embeddings.rows;
      await writeAll(file, npyHeader(rows, dimensions), 0);
    },
    async close() {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** The header of a .npy file, version 1.0: float32, little-endian, C order, `[rows, dimensions]`; 128 bytes. */
export function npyHeader(rows: number, dimensions: number): Uint8Array {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
  const bytes = new Uint8Array(headerLength).fill(0x20);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, headerLength - 10, 0]);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[headerLength - 1] = 0x0a;
  return bytes;
}

/**
 * Reads a .npy file of float32 `[rows, dimensions]`, as `createNpyWriter` and NumPy write it.
 *
 * @throws SyntaxError naming the file if it is no such file or is cut short
 */
export async function readNpy(path: string): Promise<Embeddings> {
  const bytes = plainBytes(await readFile(path));
  const { rows, dimensions, start } = parseHeader(bytes, path);
  const found = bytes.length - start;
  if (found !== rows * dimensions * 4) {
    throw new SyntaxError(
      `${path} must hold ${rows * dimensions * 4} bytes of values, got ${found}; the file is damaged or cut short`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, found);
  const values = Float32Array.from({ length: rows * dimensions }, (_, i) => view.getFloat32(i * 4, true));
  return { values, rows, dimensions };
}

function parseHeader(bytes: Uint8Array, path: string): { rows: number; dimensions: number; start: number } {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59].every((byte, i) => bytes[i] === byte);
  const wide = bytes[6]! > 1;
  const lengthOf = wide ? 4 : 2;
  const size = [...bytes.subarray(8, 8 + lengthOf)].reduceRight((sum, byte) => sum * 256 + byte, 0);
  const start = 8 + lengthOf + size;
  const text = magic ? new TextDecoder('latin1').decode(bytes.subarray(8 + lengthOf, start)) : '';
  const shape = /'shape':\s*\((\d+),\s*(\d+)\)/.exec(text);
  if (shape === null || !/'descr':\s*'<f4'/.test(text) || !/'fortran_order':\s*False/.test(text)) {
    throw new SyntaxError(
      `${path} must be a .npy file of float32 in C order with two axes, got ${magic ? shown(text.trim()) : 'another kind of file'}`,
    );
  }
  return { rows: Number(shape[1]), dimensions: Number(shape[2]), start };
}

async function wholeRows(file: FileHandle, path: string, dimensions: number): Promise<number> {
  const header = new Uint8Array(headerLength);
  const { bytesRead } = await file.read(header, 0, headerLength, 0);
  const found = parseHeader(header.subarray(0, bytesRead), path);
  if (found.start !== headerLength || found.dimensions !== dimensions) {
    throw new RangeError(`${path} must have rows of ${dimensions} to be resumed, got ${found.dimensions}`);
  }
  const { size } = await file.stat();
  return Math.floor((size - headerLength) / (dimensions * 4));
}

/** `FileHandle.write` may write less than asked. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setFloat32(i * 4, value, true);
  return bytes;
}
