import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import { callForeign, foreignType } from './foreign-types.ts';

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
 * `tf.Conv2DInputs` and `tf.Conv2DAttrs`. Strings and complex numbers are kept from it (foreign-types.ts says where they go) unless it
 * `takes` all types. Nothing is registered until an entry point calls `registerKernels`.
 */
export function kernel<Inputs = tf.NamedTensorInfoMap, Attributes = object>(
  name: string,
  func: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[],
  takes: 'numbers' | 'all types' = 'numbers',
): void {
  const own = { name, func: func as Kernel['func'] };
  if (takes === 'all types') {
    collected.push(own);
    return;
  }
  const guarded = (call: KernelCall): tf.TensorInfo | tf.TensorInfo[] => {
    const type = foreignType(call.backend, call.inputs);
    return type ? callForeign(own, call, type) : (own.func as unknown as typeof guarded)(call);
  };
  collected.push({ name, func: guarded as unknown as Kernel['func'] });
}

/** The kernels collected so far. */
export function collectedKernels(): readonly Kernel[] {
  return collected;
}
