import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import { put, record } from '../tracer.ts';
import { createValue } from '../value.ts';

/* A complex tensor is two float32 tensors of its own, the real and the imaginary part, which nobody else refers to. */

type Parts = { readonly real: tf.TensorInfo; readonly imag: tf.TensorInfo };

/** A complex tensor of two parts, which belong to it from now on. */
export function complexOf(backend: OnnxBackend, real: tf.TensorInfo, imag: tf.TensorInfo): tf.TensorInfo {
  return backend.hold({ ...createValue(real.shape, 'complex64', null), complex: { real, imag } });
}

/** The parts of a complex tensor; they still belong to it. */
export function partsOf(backend: OnnxBackend, x: tf.TensorInfo): Parts {
  const { complex } = backend.value(x.dataId);
  if (!complex) throw new TypeError(`onnx backend: a tensor of dtype ${x.dtype} has no real and imaginary part`);
  return { real: { ...complex.real, shape: x.shape }, imag: { ...complex.imag, shape: x.shape } };
}

/** The elements of a tensor as a tensor of its own. */
export function copyOf(backend: OnnxBackend, x: tf.TensorInfo): tf.TensorInfo {
  const { array } = backend.value(x.dataId);
  if (array) return put(backend, array.slice(), x.shape, x.dtype);
  return record(backend, 'Copy', [x], x.shape, x.dtype, (graph, [a]) => graph.use(a));
}
