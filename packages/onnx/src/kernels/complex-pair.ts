import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { record } from '../tracer.ts';
import type { Value } from '../value.ts';

/*
 * The gradient of a complex tensor. TensorFlow.js has none (its tape wants every gradient to be float32), so here it is a tensor that
 * is float32 and of the shape of the complex one to TensorFlow.js, while its value holds twice the elements: the slopes by the real
 * parts, then those by the imaginary ones. Only gradients of complex kernels see such a pair; foreign-types.ts takes it apart for
 * the kernels that do with each part what they do with any tensor (the sum of two gradients, the slope of a slice), and refuses it
 * to the others.
 */

const pairs = new WeakSet<Value>();
let made = false;

/** Whether a tensor is such a pair. */
export function isPair(backend: OnnxBackend, x: tf.TensorInfo): boolean {
  return made && pairs.has(backend.value(x.dataId));
}

/** Records a pair; the lowering returns the names of both parts. */
export function recordPair(
  backend: OnnxBackend,
  key: string,
  inputs: readonly tf.TensorInfo[],
  shape: readonly number[],
  lower: (graph: Graph, symbols: readonly GraphSymbol[]) => readonly [string, string],
): tf.TensorInfo {
  const whole = record(backend, key, inputs, [2, ...shape], 'float32', (graph, symbols) => {
    const parts = lower(graph, symbols as GraphSymbol[]).map((part) => graph.reshape(part, [1, ...shape]));
    return graph.op('Concat', parts, { axis: 0 });
  });
  pairs.add(backend.value(whole.dataId));
  made = true;
  return { ...whole, shape: shape as number[] };
}

/** A pair as the tensor that its value is. */
export const whole = (pair: tf.TensorInfo): tf.TensorInfo => ({ ...pair, shape: [2, ...pair.shape] });

/** A pair of two tensors. */
export function pairOf(backend: OnnxBackend, real: tf.TensorInfo, imag: tf.TensorInfo): tf.TensorInfo {
  return recordPair(backend, 'ComplexPair', [real, imag], real.shape, (graph, [a, b]) => [
    graph.use(a!),
    graph.use(b!),
  ]);
}

/** Emits one half of a pair, as `[1, ...]`. */
export function sliceHalf(graph: Graph, name: string, half: number): string {
  return graph.op('Slice', [name, graph.ints([half]), graph.ints([half + 1]), graph.ints([0])]);
}

/** One half of a pair, 0: the slopes by the real parts. */
export function halfOf(backend: OnnxBackend, pair: tf.TensorInfo, half: number): tf.TensorInfo {
  return record(backend, `ComplexHalf ${half}`, [whole(pair)], pair.shape, 'float32', (graph, [a]) =>
    graph.reshape(sliceHalf(graph, graph.use(a), half), pair.shape),
  );
}
