import * as tf from '@tensorflow/tfjs';
import type { Tensor } from 'onnxruntime-common';
import type { Place } from './place.ts';
import type { TraceNode } from './trace-node.ts';

/** The elements of a value; strings are the bytes of each. */
export type Elements = tf.TypedArray | Uint8Array[];

/** What a data id of TensorFlow.js stands for: elements, or the node that will compute them. */
export type Value = {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  /** The elements, once they are known. */
  array: Elements | null;
  /** The node that computes this value, until it has. */
  node: TraceNode | null;
  /** Which output of the node. */
  readonly index: number;
  /** The same memory as `array`, as ONNX Runtime takes it. */
  tensor: Tensor | null;
  /** Whether the elements came from outside and were not computed. */
  readonly uploaded: boolean;
  /** Whether the memory came from the pool and goes back there. */
  pooled: boolean;
  /** Where the value lives, if that is memory which somebody updates in place. */
  place: Place | null;
  /** Where the value should be written when it is computed. */
  target: Place | null;
  /** References of TensorFlow.js. */
  refs: number;
  /** Disposed by everybody. */
  dead: boolean;
  /** Reads that wait for the value, even if it is disposed meanwhile. */
  readers: number;
  /** The same elements under other shapes, for tensors that share the data id. */
  views: Map<string, Value> | null;
  /** Why it could not be computed. */
  error: Error | null;
  /** The real and the imaginary part of a complex value. */
  complex: { readonly real: tf.TensorInfo; readonly imag: tf.TensorInfo } | null;
};

/** A value whose elements are known (`array`) or that output `index` of `node` will be. */
export function createValue(
  shape: readonly number[],
  dtype: tf.DataType,
  array: Elements | null,
  node: TraceNode | null = null,
  index = 0,
): Value {
  return {
    shape,
    dtype,
    array,
    node,
    index,
    tensor: null,
    uploaded: array !== null,
    pooled: false,
    place: null,
    target: null,
    refs: 1,
    dead: false,
    readers: 0,
    views: null,
    error: null,
    complex: null,
  };
}

/** Gives a value without elements all it will ever have, so that nobody waits for it. */
export function becomeEmpty(value: Value): void {
  value.node = null;
  value.array = value.dtype === 'string' ? [] : tf.util.getTypedArrayFromDType(value.dtype as 'float32', 0);
}
