import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';

/** Throws for positions outside [0, length), where they are known; ONNX Runtime checks those that are computed. */
export function assertInRange(backend: OnnxBackend, indices: tf.TensorInfo, length: number, kernel: string): void {
  const { array } = backend.value(indices.dataId);
  if (!array) return;
  for (const index of array as Int32Array) {
    if (index >= 0 && index < length) continue;
    throw new Error(`${kernel}: the index value ${index} is not in [0, ${length - 1}]`);
  }
}
