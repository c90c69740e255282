import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from './backend.ts';
import { intern } from './intern.ts';
import { createValue } from './value.ts';
import type { Elements } from './value.ts';
import type { Host, Lower, TraceNode } from './trace-node.ts';

/*
 * For whoever writes kernels. A kernel computes nothing: it records a node and returns the tensors that the node will be.
 *
 *   kernel<tf.ReluInputs>('Relu', ({ inputs: { x }, backend }) =>
 *     record(backend, 'Relu', [x], x.shape, x.dtype, (graph, [a]) => graph.op('Relu', [graph.use(a)])));
 *
 * - `key`: the operator and EVERY attribute that `lower` uses, since two nodes of one key share a lowering (shapes and dtypes of
 *   inputs and outputs are part of it anyway).
 * - `lower(graph, symbols)` returns the name of what it emitted, a symbol, or an array of those, one for each output.
 * - a kernel that has its elements already (Fill, Range) calls `put`; one that ONNX lacks calls `recordHost`, JavaScript that runs
 *   between two graphs of one flush: it sets `array` of each output to elements of the right type.
 */

/** The shape and the dtype of one output. */
export type Output = readonly [shape: readonly number[], dtype: tf.DataType];

/** Records a kernel with one output; see the top of this file. */
export function record<const Inputs extends readonly tf.TensorInfo[]>(
  backend: OnnxBackend,
  key: string,
  inputs: Inputs,
  shape: readonly number[],
  dtype: tf.DataType,
  lower: Lower<Inputs>,
): tf.TensorInfo {
  return recordNode(backend, key, inputs, [[shape, dtype]], lower as Lower, null)[0]!;
}

/** Records a kernel with several outputs. */
export function recordMany<const Inputs extends readonly tf.TensorInfo[]>(
  backend: OnnxBackend,
  key: string,
  inputs: Inputs,
  outputs: readonly Output[],
  lower: Lower<Inputs>,
): tf.TensorInfo[] {
  return recordNode(backend, key, inputs, outputs, lower as Lower, null);
}

/**
 * Records JavaScript that runs between two graphs of one flush: `host(inputs, outputs, usedLater)` reads `inputs[i].array` and sets
 * `outputs[i].array` to new elements (Float32Array, Int32Array, or Uint8Array for bool). It must not change what it reads.
 */
export function recordHost(
  backend: OnnxBackend,
  name: string,
  inputs: readonly tf.TensorInfo[],
  outputs: readonly Output[],
  host: Host,
): tf.TensorInfo[] {
  return recordNode(backend, name, inputs, outputs, null, host);
}

/** A tensor of elements that are known now. The backend keeps `array`: nobody may change it afterwards. */
export function put(
  backend: OnnxBackend,
  array: Elements,
  shape: readonly number[],
  dtype: tf.DataType,
): tf.TensorInfo {
  return backend.hold(createValue(shape, dtype, array));
}

/** Another tensor of the same elements under another shape: nothing is computed or recorded where the elements are known. */
export function share(backend: OnnxBackend, x: tf.TensorInfo): tf.TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

function recordNode(
  backend: OnnxBackend,
  name: string,
  inputs: readonly tf.TensorInfo[],
  outputs: readonly Output[],
  lower: Lower | null,
  host: Host | null,
): tf.TensorInfo[] {
  backend.admit(name);
  const values = inputs.map((input) => backend.value(input.dataId));
  for (const { error, dtype } of values) {
    if (error) throw error;
    if (lower && (dtype === 'string' || dtype === 'complex64')) {
      throw new TypeError(`onnx backend: kernel ${name} cannot take a tensor of dtype ${dtype}`);
    }
  }
  let key = name;
  for (const [shape, dtype] of outputs) key += `>${dtype}${shape.join()}`;
  const made: TraceNode = {
    name,
    key: intern(key),
    inputs: values,
    outputs: [],
    lower,
    host,
    flush: 0,
    stage: 0,
    graph: null,
    first: 0,
    symbols: [],
  };
  return outputs.map(([shape, dtype], index) => {
    const value = createValue(shape, dtype, null, made, index);
    (made.outputs as (typeof value)[]).push(value);
    return backend.holdPending(value);
  });
}
