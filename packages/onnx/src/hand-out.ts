import * as tf from '@tensorflow/tfjs';
import type { Elements, Value } from './value.ts';

/**
 * The elements of a computed value for somebody outside, in memory that the backend does not touch again; `part` gives the value of a
 * part of a complex one.
 */
export function handOut(value: Value, part: (id: tf.DataId) => Value): tf.BackendValues {
  if (value.error) throw value.error;
  if (value.complex) {
    const { real, imag } = value.complex;
    return tf.backend_util.mergeRealAndImagArrays(
      handOut(part(real.dataId), part) as Float32Array,
      handOut(part(imag.dataId), part) as Float32Array,
    );
  }
  if (!value.array) {
    throw new Error(
      'onnx backend: this is an input of a function that is compiled or exported: it has no elements to read',
    );
  }
  if (value.place) return (value.array as Float32Array).slice();
  value.pooled = false;
  return value.array as Elements;
}

/** What a synchronous read of a value that is not computed throws. */
export function notComputed(): Error {
  return new Error(
    'onnx backend: this tensor is not computed yet, and computing is asynchronous: use `await tensor.data()` ' +
      '(or `await tensor.array()`) where the program has `dataSync()`, `arraySync()` or `print()`.',
  );
}

/** What using a tensor that is disposed throws. */
export function disposedBefore(cause: unknown): Error {
  const reason = 'it was given to dispose(), or made in a tf.tidy() that is over and does not return it (tf.keep does)';
  return new Error(`onnx backend: this tensor is disposed: ${reason}`, { cause });
}
