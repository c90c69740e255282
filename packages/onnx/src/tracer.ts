import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from './backend.ts';
import { currentCall } from './current-call.ts';
import { currentPart } from './cut.ts';
import { intern } from './intern.ts';
import { createValue } from './value.ts';
import type { Elements, Value } from './value.ts';
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
 * - a kernel that only renames or reshapes returns `share(backend, x, shape)` and records nothing.
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
  inputs: readonly (tf.TensorInfo | Value)[],
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

/**
 * Another tensor of the same elements, under the same or another shape: what `Identity`, `Reshape`, `ExpandDims` and a `Cast` to the
 * same dtype return, as in every other backend (TensorFlow.js counts data ids). A kernel that takes the tensor sees its shape.
 */
export function share(backend: OnnxBackend, x: tf.TensorInfo, shape: readonly number[] = x.shape): tf.TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: shape as number[], dtype: x.dtype };
}

/** The value of a tensor in the shape of the tensor, for the kernel of this name; throws why it could not be computed. */
export function valueAs(backend: OnnxBackend, { dataId, shape }: tf.TensorInfo, name: string): Value {
  const value = backend.value(dataId);
  if (value.error) throw value.error;
  return sameShape(value.shape, shape) ? value : view(value, shape, name);
}

function recordNode(
  backend: OnnxBackend,
  name: string,
  inputs: readonly (tf.TensorInfo | Value)[],
  outputs: readonly Output[],
  lower: Lower | null,
  host: Host | null,
): tf.TensorInfo[] {
  backend.admit(name);
  const values = inputs.map((input) => {
    const value = 'dataId' in input ? valueAs(backend, input, name) : input;
    if (lower && (value.dtype === 'string' || value.dtype === 'complex64')) {
      throw new TypeError(`onnx backend: kernel ${name} cannot take a tensor of dtype ${value.dtype}`);
    }
    return value;
  });
  return createNode(name, values, outputs, lower, host).outputs.map((value) => backend.holdPending(value));
}

/** Elements that a typed array can have. */
const LONGEST = 2 ** 32 - 1;

function createNode(
  name: string,
  inputs: readonly Value[],
  outputs: readonly Output[],
  lower: Lower | null,
  host: Host | null,
): TraceNode {
  let key = name;
  for (const [shape, dtype] of outputs) {
    key += `>${dtype}${shape.join()}`;
    if (size(shape) > LONGEST) {
      throw new RangeError(
        `onnx backend: ${name.split(' ', 1)[0]} would make a tensor of shape ${shape.join(' x ')}, which no memory holds`,
      );
    }
  }
  const values: Value[] = [];
  const node: TraceNode = {
    name,
    call: currentCall(),
    key: intern(key),
    inputs,
    outputs: values,
    lower,
    host,
    flush: 0,
    part: currentPart(),
    stage: 0,
    graph: null,
    first: 0,
  };
  outputs.forEach(([shape, dtype], index) => values.push(createValue(shape, dtype, null, node, index)));
  return node;
}

/** A value under another shape: a node of the graph that reads it, not a tensor of TensorFlow.js. */
function view(value: Value, shape: readonly number[], name: string): Value {
  if (value.dtype === 'string') return createValue(shape, value.dtype, value.array);
  if (size(shape) !== size(value.shape)) {
    throw new Error(
      `onnx backend: ${name} cannot take the gradient of a complex tensor: take complex tensors apart with tf.real and tf.imag, and ` +
        'compute with the parts.',
    );
  }
  const key = shape.join();
  value.views ??= new Map();
  let found = value.views.get(key);
  if (!found) {
    const lower: Lower = (graph, [x]) => graph.reshape(graph.use(x!), shape);
    found = createNode('Reshape', [value], [[shape, value.dtype]], lower, null).outputs[0]!;
    value.views.set(key, found);
  }
  return found;
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
