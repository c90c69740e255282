import { shown } from '../check.ts';
import { firstNonFinite } from './first-non-finite.ts';

/** A matrix of embeddings, row by row: row i is `values.subarray(i * dimensions, (i + 1) * dimensions)`. */
export type Embeddings = { values: Float32Array; rows: number; dimensions: number };

/** Whether a value has the shape of `Embeddings`. */
export function isEmbeddings(value: unknown): value is Embeddings {
  return typeof value === 'object' && value !== null && 'values' in value && 'rows' in value && 'dimensions' in value;
}

/**
 * Throws unless the values fill the rows, all of them finite.
 *
 * @param where what is checked, as it appears in the message: `'search: queries'`
 * @throws TypeError if it is no matrix, RangeError if its size does not fit or a value is NaN or infinite
 */
export function checkEmbeddings(value: unknown, where: string): asserts value is Embeddings {
  if (!isEmbeddings(value) || !(value.values instanceof Float32Array)) {
    throw new TypeError(
      `${where} must be embeddings ({ values: Float32Array, rows, dimensions }), got ${shown(value)}`,
    );
  }
  const { values, rows, dimensions } = value;
  if (!Number.isSafeInteger(rows) || rows < 0 || !Number.isSafeInteger(dimensions) || dimensions < 1) {
    throw new RangeError(`${where} must have rows and dimensions, got ${rows} x ${dimensions}`);
  }
  if (values.length !== rows * dimensions) {
    throw new RangeError(
      `${where} must hold rows x dimensions values, got ${values.length} for ${rows} x ${dimensions}`,
    );
  }
  const bad = firstNonFinite(values);
  if (bad >= 0) {
    throw new RangeError(`${where} must be finite, got ${values[bad]} in row ${Math.floor(bad / dimensions)}`);
  }
}

/**
 * A matrix from arrays of numbers, all of one length.
 *
 * @throws RangeError if there is none or their lengths differ
 */
export function embeddingsFrom(rows: readonly ArrayLike<number>[]): Embeddings {
  const dimensions = rows[0]?.length ?? 0;
  if (dimensions === 0) throw new RangeError('embeddingsFrom: rows must hold at least one row of at least one number');
  const values = new Float32Array(rows.length * dimensions);
  for (const [i, row] of rows.entries()) {
    if (row.length !== dimensions) {
      throw new RangeError(`embeddingsFrom: rows must have one length, got ${dimensions} and ${row.length}`);
    }
    values.set(row, i * dimensions);
  }
  return { values, rows: rows.length, dimensions };
}

/**
 * The rows with these numbers, copied, in this order.
 *
 * @throws RangeError if there is no such row
 */
export function pickRows({ values, rows, dimensions }: Embeddings, indices: ArrayLike<number>): Embeddings {
  const picked = new Float32Array(indices.length * dimensions);
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!;
    if (!(row >= 0 && row < rows)) throw new RangeError(`pickRows: row must be between 0 and ${rows - 1}, got ${row}`);
    picked.set(values.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  }
  return { values: picked, rows: indices.length, dimensions };
}

/**
 * The rows of several matrices, one after the other.
 *
 * @throws RangeError if there is none or their rows differ in length
 */
export function joinRows(parts: readonly Embeddings[]): Embeddings {
  const dimensions = parts[0]?.dimensions ?? 0;
  if (dimensions === 0) throw new RangeError('joinRows: parts must hold at least one matrix');
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const values = new Float32Array(rows * dimensions);
  let at = 0;
  for (const part of parts) {
    if (part.dimensions !== dimensions) {
      throw new RangeError(`joinRows: parts must have one length of row, got ${dimensions} and ${part.dimensions}`);
    }
    values.set(part.values, at);
    at += part.values.length;
  }
  return { values, rows, dimensions };
}
