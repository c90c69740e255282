import type * as tf from '@tensorflow/tfjs';
import type { BufferPool } from './buffer-pool.ts';
import { createValue } from './value.ts';
import type { Elements, Value } from './value.ts';

/** A value of given elements, copied: a program may fill one array anew for each batch, long before the batch before it is computed. */
export function upload(
  pool: BufferPool,
  values: tf.BackendValues,
  shape: readonly number[],
  dtype: tf.DataType,
): Value {
  const value = createValue(shape, dtype, values as Elements);
  if (dtype === 'string' || dtype === 'complex64') return value;
  value.tensor = pool.take(dtype, shape);
  value.array = value.tensor.data as Float32Array;
  value.array.set(values as Float32Array);
  value.pooled = true;
  return value;
}
