import * as tf from '@tensorflow/tfjs';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { backendInUse } from '../backend-in-use.ts';
import type { OnnxBackend } from '../backend.ts';
import { computed, elementsOf, holdInput, letGo } from '../held-input.ts';
import type { HeldInput } from '../held-input.ts';
import { inferenceOptions } from '../inference-options.ts';
import { inTurn } from '../in-turn.ts';
import { createValue } from '../value.ts';
import type { Elements } from '../value.ts';
import { conversionOf } from './element-types.ts';

/** An input or output of a file: its element type in ONNX and, for each axis, a length or the name of one that is open. */
export type OnnxValue = {
  readonly name: string;
  readonly type: Tensor.Type;
  readonly shape: readonly (number | string)[];
};

/** A model from a file: takes tensors in the order of `inputs`, or by name, and gives new ones in the order of `outputs`. */
export type OnnxModel = {
  (...inputs: tf.Tensor[]): Promise<tf.Tensor[]>;
  (inputs: { readonly [name: string]: tf.Tensor }): Promise<tf.Tensor[]>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Releases the model, after the calls that are under way; later ones throw. */
  dispose(): Promise<void>;
};

/** What is let in. */
export type LoadOptions = {
  /** Longer files are refused; 2 GiB - 1, the most that ONNX Runtime takes from memory, by default. */
  readonly maxBytes?: number;
};

const LONGEST = 2 ** 31 - 1;

/**
 * Loads an ONNX file, whoever wrote it, as a function of tensors: `const [y] = await model(x)`. Integers of all widths are `int32` here
 * and floating point numbers `float32`; they are converted on the way in and out.
 *
 * Calls run one after another, on the providers and threads that the backend was configured with. What comes out has no gradient.
 *
 * @throws TypeError if `bytes` is not a Uint8Array.
 * @throws RangeError if there are more of them than `maxBytes`.
 * @throws SyntaxError if they are not an ONNX file.
 * @throws Error if the onnx backend is not in use, or if ONNX Runtime can't run the file: operators or versions that it doesn't know,
 *   weights in other files, inputs that are no tensors. When called: TypeError and RangeError for inputs that don't fit.
 */
export async function loadOnnx(bytes: Uint8Array, { maxBytes = LONGEST }: LoadOptions = {}): Promise<OnnxModel> {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`loadOnnx: bytes must be a Uint8Array, got ${typeof bytes}`);
  if (bytes.byteLength > maxBytes) {
    throw new RangeError(`loadOnnx: the file has ${bytes.byteLength} bytes, more than the ${maxBytes} that are let in`);
  }
  const backend = backendInUse('loadOnnx');
  const { InferenceSession } = backend.runtime;
  const session = await InferenceSession.create(bytes, inferenceOptions(backend)).catch(refuse);
  const [inputs, outputs] = [valuesOf(session.inputMetadata), valuesOf(session.outputMetadata)];
  const next = inTurn();
  let disposed = false;
  const call = async (...given: (tf.Tensor | { readonly [name: string]: tf.Tensor })[]): Promise<tf.Tensor[]> => {
    const held: HeldInput[] = [];
    try {
      const backend = backendInUse('loadOnnx');
      const tensors = inOrder(inputs, given);
      for (const tensor of tensors) held.push(holdInput(backend, tensor));
      return await next(async () => {
        if (disposed) throw new Error('loadOnnx: this model was disposed');
        return run(backend, session, inputs, outputs, held);
      });
    } finally {
      held.forEach(letGo);
    }
  };
  const dispose = (): Promise<void> => {
    return next(async () => {
      if (!disposed) await session.release();
      disposed = true;
    });
  };
  return Object.assign(call, { inputs, outputs, dispose }) as OnnxModel;
}

function refuse(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  if (/protobuf|parsing|data pointer is null|ModelProto does not have a graph|no graph/i.test(message)) {
    throw new SyntaxError(`loadOnnx: these bytes are not an ONNX file: ${message}`, { cause: error });
  }
  const advice = /external data|model_path|external initializer/i.test(message)
    ? '. Its weights are in other files; write it as one (onnx.save_model with save_as_external_data=False)'
    : '';
  throw new Error(`loadOnnx: ONNX Runtime cannot run this file: ${message}${advice}`, { cause: error });
}

function valuesOf(metadata: readonly InferenceSession.ValueMetadata[]): OnnxValue[] {
  return metadata.map((value) => {
    if (value.isTensor && conversionOf(value.type)) return { name: value.name, type: value.type, shape: value.shape };
    const what = value.isTensor ? `of type ${value.type}` : 'no tensor';
    throw new Error(`loadOnnx: ${value.name} is ${what}, which TensorFlow.js does not have`);
  });
}

/** The tensors in the order of the inputs. */
function inOrder(
  inputs: readonly OnnxValue[],
  given: readonly (tf.Tensor | { readonly [name: string]: tf.Tensor })[],
): readonly tf.Tensor[] {
  const names = inputs.map(({ name }) => name);
  const [first] = given;
  const byName = given.length === 1 && !(first instanceof tf.Tensor) ? first : undefined;
  const list = byName ? names.map((name) => byName[name]) : given;
  const unknown = byName && Object.keys(byName).find((name) => !names.includes(name));
  if (list.length !== names.length || unknown !== undefined || !list.every((tensor) => tensor instanceof tf.Tensor)) {
    const got = byName ? Object.keys(byName).join(', ') : `${given.length} values`;
    throw new TypeError(`loadOnnx: the model takes tensors ${names.join(', ')}, got ${got}`);
  }
  list.forEach((tensor, i) => check(inputs[i]!, tensor));
  return list;
}

function check({ name, type, shape }: OnnxValue, tensor: tf.Tensor): void {
  const { dtype } = conversionOf(type)!;
  if (tensor.dtype !== dtype) {
    throw new TypeError(`loadOnnx: input ${name} (${type}) must be a tensor of dtype ${dtype}, got ${tensor.dtype}`);
  }
  const fits = shape.every((length, axis) => typeof length === 'string' || length === tensor.shape[axis]);
  // A file may leave the rank open, which reads as a scalar.
  if (shape.length > 0 && (shape.length !== tensor.shape.length || !fits)) {
    throw new RangeError(`loadOnnx: input ${name} must be of shape [${shape.join()}], got [${tensor.shape.join()}]`);
  }
}

async function run(
  backend: OnnxBackend,
  session: InferenceSession,
  inputs: readonly OnnxValue[],
  outputs: readonly OnnxValue[],
  held: readonly HeldInput[],
): Promise<tf.Tensor[]> {
  const feeds: Record<string, Tensor> = {};
  for (const [i, { name, type }] of inputs.entries()) {
    await computed(backend, held[i]!);
    const tensor = elementsOf(backend, held[i]!);
    feeds[name] = tensor.type === type ? tensor : converted(backend, held[i]!, inputs[i]!);
  }
  const results = await session.run(feeds);
  const values = outputs.map(({ name }) => {
    const { type, data, dims } = results[name]!;
    const { dtype, fromOnnx } = conversionOf(type)!;
    return createValue(dims, dtype, fromOnnx(data as unknown as ArrayLike<never>, name));
  });
  return values.map((value) => tf.engine().makeTensorFromTensorInfo(backend.hold(value)));
}

function converted(backend: OnnxBackend, { value, shape }: HeldInput, { name, type }: OnnxValue): Tensor {
  try {
    const data = conversionOf(type)!.toOnnx(value.array as Elements);
    return new backend.runtime.Tensor(type as 'float32', data as Float32Array, shape);
  } catch (error) {
    throw new RangeError(`loadOnnx: input ${name} is of type ${type}: ${(error as Error).message}`, { cause: error });
  }
}
