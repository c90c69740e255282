import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import { halfOf, isPair, pairOf } from './complex-pair.ts';
import { complexOf, copyOf, partsOf } from './complex-parts.ts';
import { runOnCpu } from './cpu-backend.ts';
import type { Kernel, KernelCall } from './kernel.ts';

/* Strings and complex numbers, which graphs do not have. */

type Call = KernelCall<tf.NamedTensorInfoMap, object>;
type Outcome = tf.TensorInfo | tf.TensorInfo[];

/** Kernels that do with the real and with the imaginary part what they do with any tensor. */
const partwise = new Set([
  'Add',
  'AddV2',
  'AddN',
  'BatchToSpaceND',
  'Concat',
  'ExpandDims',
  'GatherNd',
  'GatherV2',
  'Mean',
  'Neg',
  'Pack',
  'PadV2',
  'Reshape',
  'Reverse',
  'Select',
  'Slice',
  'SpaceToBatchND',
  'SplitV',
  'StridedSlice',
  'Sub',
  'Sum',
  'Tile',
  'Transpose',
  'Unpack',
  'ZerosLike',
]);

type ForeignType = 'string' | 'complex64' | 'complex gradient';

/** Whether an input is of a type that graphs do not have. */
export function foreignType(backend: OnnxBackend, inputs: tf.NamedTensorInfoMap): ForeignType | undefined {
  let found: ForeignType | undefined;
  for (const name in inputs) {
    const input = inputs[name];
    if (!input) continue;
    if (input.dtype === 'complex64') return input.dtype;
    if (input.dtype === 'string') found = input.dtype;
    else if (input.dtype === 'float32' && isPair(backend, input)) return 'complex gradient';
  }
  return found;
}

/** Runs a kernel on strings or complex numbers: part by part where that is right, else on the cpu backend. */
export function callForeign({ name, func }: Kernel, call: Call, type: ForeignType): Outcome {
  const { inputs, attrs, backend } = call;
  if (type === 'complex gradient') return callWithPairs(name, func, call);
  if (type === 'string' || !partwise.has(name)) return runOnCpu(name, inputs, attrs, backend);
  const [real, imag] = (['real', 'imag'] as const).map((part) => {
    const parts = mapInputs(inputs, (input) => (input.dtype === 'complex64' ? partsOf(backend, input)[part] : input));
    const outcome = (func as unknown as (call: Call) => Outcome)({ inputs: parts, attrs, backend } as Call);
    return (Array.isArray(outcome) ? outcome : [outcome]).map((output) => ownedBy(backend, output, parts));
  }) as [tf.TensorInfo[], tf.TensorInfo[]];
  const outputs = real.map((part, i) => complexOf(backend, part, imag[i]!));
  return name === 'SplitV' || name === 'Unpack' ? outputs : outputs[0]!;
}

/** Runs a kernel on both halves of the gradients of complex tensors. */
function callWithPairs(name: string, func: Kernel['func'], { inputs, attrs, backend }: Call): Outcome {
  if (!partwise.has(name)) {
    throw new Error(
      `onnx backend: ${name} cannot take the gradient of a complex tensor: take complex tensors apart with tf.real and tf.imag, and ` +
        'compute with the parts.',
    );
  }
  const [real, imag] = [0, 1].map((half) => {
    const halves: tf.TensorInfo[] = [];
    const parts = mapInputs(inputs, (input) => {
      if (!isPair(backend, input)) return input;
      const part = halfOf(backend, input, half);
      halves.push(part);
      return part;
    });
    const outcome = (func as unknown as (call: Call) => Outcome)({ inputs: parts, attrs, backend } as Call);
    for (const part of halves) backend.disposeData(part.dataId);
    return [outcome].flat();
  }) as [tf.TensorInfo[], tf.TensorInfo[]];
  const outputs = real.map((part, i) => {
    const pair = pairOf(backend, part, imag[i]!);
    for (const { dataId } of [part, imag[i]!]) backend.disposeData(dataId);
    return pair;
  });
  return name === 'SplitV' || name === 'Unpack' ? outputs : outputs[0]!;
}

function ownedBy(backend: OnnxBackend, output: tf.TensorInfo, inputs: tf.NamedTensorInfoMap): tf.TensorInfo {
  const shared = Object.values(inputs).some((input) => input?.dataId === output.dataId);
  return shared ? copyOf(backend, output) : output;
}

function mapInputs(inputs: tf.NamedTensorInfoMap, map: (input: tf.TensorInfo) => tf.TensorInfo): tf.NamedTensorInfoMap {
  if (Array.isArray(inputs)) return inputs.map(map) as unknown as tf.NamedTensorInfoMap;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, input && map(input)]),
  ) as tf.NamedTensorInfoMap;
}
