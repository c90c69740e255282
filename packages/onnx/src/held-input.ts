import * as tf from '@tensorflow/tfjs';
import type { Tensor } from 'onnxruntime-common';
import type { OnnxBackend } from './backend.ts';
import { createValue } from './value.ts';
import type { Value } from './value.ts';

/** A tensor whose elements stay until it is let go, even if somebody disposes it meanwhile. */
export type HeldInput = { readonly value: Value; readonly shape: readonly number[]; readonly dtype: tf.DataType };

/** Holds a tensor, which may be pending. */
export function holdInput(backend: OnnxBackend, { dataId, shape, dtype }: tf.Tensor): HeldInput {
  const value = backend.value(dataId);
  value.readers++;
  return { value, shape, dtype };
}

/** Lets a tensor go. */
export function letGo({ value }: HeldInput): void {
  value.readers--;
}

/** Computes a tensor that is pending. */
export async function computed(backend: OnnxBackend, { value }: HeldInput): Promise<void> {
  while (value.node) await backend.flush();
}

/** The elements as ONNX Runtime takes them, of a tensor that is computed. */
export function elementsOf(backend: OnnxBackend, { value, shape, dtype }: HeldInput): Tensor {
  if (value.error) throw value.error;
  const { Tensor } = backend.runtime;
  if (value.place) return new Tensor(dtype as 'float32', (value.array as Float32Array).slice(), shape);
  if (dtype === 'string') {
    const decoded = (value.array as Uint8Array[]).map((bytes) => tf.util.decodeString(bytes));
    return new Tensor('string', decoded, shape);
  }
  value.tensor ??= new Tensor(value.dtype as 'float32', value.array as Float32Array, value.shape);
  if (shape.length === value.shape.length && shape.every((length, i) => length === value.shape[i])) return value.tensor;
  return new Tensor(dtype as 'float32', value.array as Float32Array, shape);
}

/** A new tensor of the same elements, which are computed. */
export function copyOf(backend: OnnxBackend, { value, shape, dtype }: HeldInput): tf.Tensor {
  const array = (value.array as Float32Array<ArrayBuffer>).slice();
  return tf.engine().makeTensorFromTensorInfo(backend.hold(createValue(shape, dtype, array)));
}
