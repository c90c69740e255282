import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import { put, recordHost } from '../tracer.ts';
import type { Output } from '../tracer.ts';
import type { Elements, Value } from '../value.ts';
import { createValue } from '../value.ts';

/*
 * What ONNX lacks, or what depends on the data in its very shape, runs on the kernels of TensorFlow.js's own cpu backend.
 */

/** What is used of the cpu backend. */
type CpuBackend = tf.KernelBackend & {
  firstUse: boolean;
  data: { get(id: tf.DataId): { complexTensorInfos?: { real: tf.TensorInfo; imag: tf.TensorInfo } } };
  makeTensorInfo(shape: readonly number[], dtype: tf.DataType, values: Elements): tf.TensorInfo;
};

/** The tensors of one call by name; some kernels take lists of them. */
export type CpuInputs = { readonly [name: string]: tf.TensorInfo | readonly tf.TensorInfo[] | undefined };

function cpuBackend(): CpuBackend {
  const cpu = tf.findBackend('cpu') as CpuBackend | null;
  if (!cpu) throw new Error('onnx backend: TensorFlow.js has no cpu backend here: import @tensorflow/tfjs-backend-cpu');
  // It would print that it is slow: it is only lent for what it is good at.
  cpu.firstUse = false;
  return cpu;
}

function cpuKernel(name: string): tf.KernelFunc {
  const found = tf.getKernel(name, 'cpu');
  if (!found) throw new Error(`onnx backend: neither it nor the cpu backend of TensorFlow.js has a kernel ${name}`);
  return found.kernelFunc;
}

/**
 * Runs a kernel of the cpu backend at once, on values that have been read or were made from arrays.
 *
 * @throws Error if a value is not computed yet.
 */
export function runOnCpu(
  name: string,
  inputs: CpuInputs,
  attributes: object,
  backend: OnnxBackend,
): tf.TensorInfo | tf.TensorInfo[] {
  const values = mapInputs(inputs, (input): Known => {
    const value = backend.value(input.dataId);
    if (!isKnown(backend, value)) {
      throw new Error(
        `onnx backend: ${name} has no form that can wait for its input (${input.dtype}, shape ${input.shape.join()}), which is not ` +
          'computed yet: read it first, with `await tensor.data()`' +
          (name.startsWith('NonMax') ? ', or call the form of tf.image.nonMaxSuppression that ends in Async.' : '.'),
      );
    }
    return { value, shape: input.shape };
  });
  return withCpu(backend, name, values, attributes, (cpu, outputs) => {
    const made = outputs.map((output) => fromCpu(backend, cpu, output));
    return Array.isArray(outputs.original) ? made : made[0]!;
  });
}

/** Records a kernel of the cpu backend as JavaScript that runs between two graphs, for outputs of known shapes. */
export function recordOnCpu(
  name: string,
  inputs: { readonly [name: string]: tf.TensorInfo },
  attributes: object,
  backend: OnnxBackend,
  outputs: readonly Output[],
): tf.TensorInfo[] {
  const names = Object.keys(inputs);
  return recordHost(
    backend,
    name,
    names.map((key) => inputs[key]!),
    outputs,
    (values, results) => {
      const byName = Object.fromEntries(names.map((key, i) => [key, { value: values[i]!, shape: values[i]!.shape }]));
      withCpu(backend, name, byName, attributes, (cpu, made) => {
        results.forEach((value, i) => {
          value.array = typed(cpu.readSync(made[i]!.dataId) as Elements, value.dtype);
        });
      });
    },
  );
}

type Outputs = tf.TensorInfo[] & { original: unknown };

/** A value whose elements are there, under the shape that the call knows it by. */
type Known = { readonly value: Value; readonly shape: readonly number[] };
type Values = { readonly [name: string]: Known | readonly Known[] | undefined } | readonly Known[];

function withCpu<T>(
  backend: OnnxBackend,
  name: string,
  values: Values,
  attributes: object,
  use: (cpu: CpuBackend, outputs: Outputs) => T,
): T {
  const cpu = cpuBackend();
  const func = cpuKernel(name);
  const before: tf.TensorInfo[] = [];
  const inputs = mapInputs(values as CpuInputs, (known) => {
    const info = toCpu(backend, cpu, known as unknown as Known);
    before.push(info);
    return info;
  });
  const outcome = func({ inputs: inputs as never, attrs: attributes as never, backend: cpu });
  const outputs = Object.assign(Array.isArray(outcome) ? [...outcome] : [outcome], { original: outcome });
  try {
    return use(cpu, outputs);
  } finally {
    for (const { dataId } of [...outputs, ...before]) cpu.disposeData(dataId, true);
  }
}

function toCpu(backend: OnnxBackend, cpu: CpuBackend, { value, shape }: Known): tf.TensorInfo {
  // Some kernels ask for the rank, which only tensors have.
  if (!value.complex) {
    return Object.assign(cpu.makeTensorInfo(shape, value.dtype, value.array!), { rank: shape.length });
  }
  const [real, imag] = [value.complex.real, value.complex.imag].map((part) =>
    toCpu(backend, cpu, { value: backend.value(part.dataId), shape }),
  );
  const inputs = { real: real!, imag: imag! };
  return cpuKernel('Complex')({ inputs, attrs: {}, backend: cpu }) as tf.TensorInfo;
}

function fromCpu(backend: OnnxBackend, cpu: CpuBackend, { dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  if (dtype !== 'complex64') return put(backend, typed(cpu.readSync(dataId) as Elements, dtype), shape, dtype);
  const { real, imag } = cpu.data.get(dataId).complexTensorInfos!;
  return backend.hold({
    ...createValue(shape, dtype, null),
    complex: { real: fromCpu(backend, cpu, real), imag: fromCpu(backend, cpu, imag) },
  });
}

/** Elements that nobody else holds, of the type that a dtype has. */
function typed(elements: Elements, dtype: tf.DataType): Elements {
  if (dtype === 'string') return [...(elements as Uint8Array[])];
  if (dtype === 'bool') return Uint8Array.from(elements as Uint8Array);
  if (dtype === 'int32') return Int32Array.from(elements as Int32Array);
  return Float32Array.from(elements as Float32Array);
}

/** Whether the elements of a value are there. */
export function isKnown(backend: OnnxBackend, value: Value): boolean {
  if (!value.complex) return value.array !== null;
  return [value.complex.real, value.complex.imag].every((part) => backend.value(part.dataId).array !== null);
}

/** The tensors of one call, each replaced: a call has them by name, in a list, or by name with lists among them. */
function mapInputs<T>(inputs: CpuInputs, map: (input: tf.TensorInfo) => T): { [name: string]: T | T[] } {
  if (Array.isArray(inputs)) return inputs.map(map) as unknown as { [name: string]: T };
  const mapped: { [name: string]: T | T[] } = {};
  for (const [name, input] of Object.entries(inputs)) {
    if (!input) continue;
    mapped[name] = Array.isArray(input) ? input.map(map) : map(input as tf.TensorInfo);
  }
  return mapped;
}
