import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';

/** Emits an element-wise computation of inputs that all have one type; ONNX broadcasts them. */
export type Emit = (graph: Graph, names: string[]) => string;

/** Of which type an element-wise kernel computes, and of which type its results are. */
export type Types = { readonly work: 'float32' | 'int32' | 'bool' | 'float64'; readonly result: string };

/**
 * Records a kernel that computes element by element: inputs are cast to the type that `emit` works in, its result (of type `result`)
 * to the dtype of the output. An input that was only tiled to fit is taken as it was before.
 */
export function elementWise(
  backend: OnnxBackend,
  key: string,
  inputs: readonly tf.TensorInfo[],
  shape: readonly number[],
  dtype: tf.DataType,
  types: Types,
  emit: Emit,
): tf.TensorInfo {
  return record(backend, key, inputs, shape, dtype, (graph, symbols) => {
    const taken = withoutTiles(symbols, shape);
    const names = taken.map((symbol) => castName(graph, graph.use(symbol), symbol.dtype, types.work));
    return castName(graph, emit(graph, names), types.result, dtype);
  });
}

/** The shape that inputs broadcast to. */
export function broadcastShape(inputs: readonly { readonly shape: readonly number[] }[]): number[] {
  return inputs.reduce<number[]>((shape, input) => broadcast(shape, input.shape), []);
}

function withoutTiles(symbols: readonly GraphSymbol[], shape: readonly number[]): readonly GraphSymbol[] {
  if (!symbols.some((symbol) => symbol.small)) return symbols;
  const taken = [...symbols];
  taken.forEach((symbol, i) => {
    if (!symbol.small) return;
    taken[i] = symbol.small;
    if (broadcastShape(taken).join() !== shape.join()) taken[i] = symbol;
  });
  return taken;
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  return tf.backend_util.assertAndGetBroadcastShape([...a], [...b]);
}
