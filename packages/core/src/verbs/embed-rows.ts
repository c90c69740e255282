import * as tf from '@tensorflow/tfjs';
import { embedBatch, type Encoder, type Prepared } from '../encoder.ts';

/**
 * The embeddings of prepared items, one row each: of an item of several parts the mean of these, brought to length 1 if the
 * encoder says so.
 *
 * @param batch rows that go through the model at once
 */
export async function embedRows(
  encoder: Pick<Encoder<never>, 'model' | 'normalize'>,
  prepared: Prepared,
  batch: number,
): Promise<Float32Array> {
  const { parts } = prepared;
  if (parts === undefined) return read(encoder, prepared);
  const rows = prepared.x.shape[0]!;
  const embedded: Float32Array[] = [];
  for (let start = 0; start < rows; start += batch) {
    const size = Math.min(batch, rows - start);
    // Filled up to a power of two, so that recordings of all lengths make few different graphs.
    const filled = Math.min(batch, 2 ** Math.ceil(Math.log2(size)));
    const some = slice(prepared, start, size, filled);
    try {
      const found = await read(encoder, some);
      embedded.push(found.subarray(0, (found.length / filled) * size));
    } finally {
      tf.dispose([some.x, ...(some.mask === undefined ? [] : [some.mask])]);
    }
  }
  return means(joined(embedded), parts, encoder.normalize);
}

async function read(
  encoder: Pick<Encoder<never>, 'model' | 'normalize'>,
  { x, mask }: Prepared,
): Promise<Float32Array> {
  const output = embedBatch(encoder, mask === undefined ? { x } : { x, mask });
  try {
    return (await output.data()) as Float32Array;
  } finally {
    output.dispose();
  }
}

/** Rows from `start` on, and rows of zeros after them. */
function slice({ x, mask }: Prepared, start: number, size: number, filled: number): Prepared {
  const of = (tensor: tf.Tensor) =>
    tf.tidy(() => {
      const after = tensor.shape.map((_, axis): [number, number] => [0, axis === 0 ? filled - size : 0]);
      const rows = tf.slice(tensor, start, size);
      return filled === size ? rows : tf.pad(rows, after);
    });
  return mask === undefined ? { x: of(x) } : { x: of(x), mask: of(mask) };
}

function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

function means(rows: Float32Array, parts: readonly number[], normalize: boolean): Float32Array {
  const total = parts.reduce((sum, count) => sum + count, 0);
  const dimensions = rows.length / total;
  const out = new Float32Array(parts.length * dimensions);
  let first = 0;
  for (const [item, count] of parts.entries()) {
    const mean = new Float64Array(dimensions);
    for (let row = first; row < first + count; row++) {
      for (let k = 0; k < dimensions; k++) mean[k]! += rows[row * dimensions + k]! / count;
    }
    const length = normalize ? Math.hypot(...mean) || 1 : 1;
    for (let k = 0; k < dimensions; k++) out[item * dimensions + k] = mean[k]! / length;
    first += count;
  }
  return out;
}
