import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from './backend.ts';

/**
 * This package's backend.
 *
 * @throws Error if another one is in use.
 */
export function backendInUse(caller: string): OnnxBackend {
  const backend = tf.backend();
  if (backend instanceof OnnxBackend) return backend;
  throw new Error(`${caller}: the backend in use is ${tf.getBackend()}: await tf.setBackend('onnx') first`);
}
