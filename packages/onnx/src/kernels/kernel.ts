import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';

/** One call of a kernel: tensors by name, attributes, and the backend to record on. */
export type KernelCall<Inputs = tf.NamedTensorInfoMap, Attributes = object> = {
  readonly inputs: { [Name in keyof Inputs]: NonNullable<Inputs[Name]> };
  readonly attrs: Attributes;
  readonly backend: OnnxBackend;
};

/** A kernel's name in TensorFlow.js and what it does. */
export type Kernel = {
  readonly name: string;
  readonly func: (call: KernelCall<never, never>) => tf.TensorInfo | tf.TensorInfo[];
};

const collected: Kernel[] = [];

/**
 * Adds a kernel to those that a backend will be registered with; `Inputs` and `Attributes` are TensorFlow.js's own types, such as
 * `tf.Conv2DInputs` and `tf.Conv2DAttrs`. Nothing is registered until an entry point calls `registerKernels`.
 */
export function kernel<Inputs = tf.NamedTensorInfoMap, Attributes = object>(
  name: string,
  func: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[],
): void {
  collected.push({ name, func: func as Kernel['func'] });
}

/** The kernels collected so far. */
export function collectedKernels(): readonly Kernel[] {
  return collected;
}
