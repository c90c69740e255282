import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import { recordHost } from '../tracer.ts';

/**
 * Changes a scalar that an optimiser counts its steps with, rounding as float32 does, in JavaScript: in a graph the scalar of the first
 * step, which was uploaded, and those of later ones would make two graphs, and two sessions, of equal steps.
 */
export function changeScalar(variable: tf.Variable, change: (value: number) => number): void {
  const backend = tf.backend() as OnnxBackend;
  const [info] = recordHost(backend, 'StepScalar', [variable], [[variable.shape, 'float32']], ([before], [after]) => {
    after!.array = Float32Array.of(change(Number(before!.array![0])));
  });
  variable.assign(tf.engine().makeTensorFromTensorInfo(info!));
}

/** Multiplies such a scalar. */
export function multiplyScalar(variable: tf.Variable, factor: number): void {
  const rounded = Math.fround(factor);
  changeScalar(variable, (value) => value * rounded);
}
