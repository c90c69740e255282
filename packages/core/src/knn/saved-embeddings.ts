import type { SavedArray } from '../files/index.ts';
import type { Embeddings } from './embeddings.ts';
import { firstNonFinite } from './first-non-finite.ts';

/**
 * The array `embeddings` of a file: a matrix of so many rows, all of them finite.
 *
 * @throws SyntaxError naming the file and what does not fit
 */
export function savedEmbeddings(arrays: ReadonlyMap<string, SavedArray>, rows: number, file: string): Embeddings {
  const { shape, values } = arrays.get('embeddings') ?? { shape: [], values: new Float32Array(0) };
  const dimensions = shape[1] ?? 0;
  if (shape.length !== 2 || shape[0] !== rows || dimensions < 1) {
    throw new SyntaxError(`${file}: embeddings must have the shape [${rows}, dimensions], got [${shape.join(', ')}]`);
  }
  const bad = firstNonFinite(values);
  if (bad >= 0) {
    throw new SyntaxError(
      `${file}: embeddings must be finite, got ${values[bad]} in row ${Math.floor(bad / dimensions)}`,
    );
  }
  return { values, rows, dimensions };
}
