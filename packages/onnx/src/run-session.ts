import * as tf from '@tensorflow/tfjs';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { OnnxBackend } from './backend.ts';
import { computed, elementsOf } from './held-input.ts';
import type { HeldInput } from './held-input.ts';
import { createValue } from './value.ts';
import type { Elements } from './value.ts';

/** What is known of an output before it is computed. */
export type OutputType = { readonly name: string; readonly shape: readonly number[]; readonly dtype: tf.DataType };

/** Runs a session on tensors, which are its inputs `in0`, `in1`, ..., and returns new tensors. */
export async function runSession(
  backend: OnnxBackend,
  session: InferenceSession,
  inputs: readonly HeldInput[],
  outputs: readonly OutputType[],
): Promise<tf.Tensor[]> {
  const feeds: Record<string, Tensor> = {};
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i]!;
    // Every turn of the microtask queue counts where a run takes a tenth of a millisecond.
    if (input.value.node) await computed(backend, input);
    feeds[`in${i}`] = elementsOf(backend, input);
  }
  const results = await session.run(feeds);
  return outputs.map(({ name, shape, dtype }) => {
    const value = createValue(shape, dtype, results[name]!.data as Elements);
    return tf.engine().makeTensorFromTensorInfo(backend.hold(value));
  });
}
