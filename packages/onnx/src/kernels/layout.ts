import type { Graph, GraphSymbol } from '../graph/index.ts';

/*
 * Values stay in TensorFlow.js's order, channels last, unless a call says otherwise; ONNX has channels first. ONNX Runtime cancels a
 * transposition that meets its inverse.
 */

/** The axes of channels last, in the order of channels first. */
function forwards(rank: number): number[] {
  return [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)];
}

/** The axes of channels first, in the order of channels last. */
function backwards(rank: number): number[] {
  return [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
}

function permuted(shape: readonly number[], order: readonly number[]): number[] {
  return order.map((axis) => shape[axis]!);
}

/** The name of a symbol with its channels first. */
export function channelsFirst(graph: Graph, symbol: GraphSymbol, channelsLast: boolean): string {
  const name = graph.use(symbol);
  return channelsLast ? graph.permute(name, symbol.shape, forwards(symbol.shape.length)) : name;
}

/** The name of something with channels first, of which `shape` is the shape with channels last, in the order asked for. */
export function fromChannelsFirst(graph: Graph, name: string, shape: readonly number[], channelsLast: boolean): string {
  if (!channelsLast) return name;
  return graph.permute(name, permuted(shape, forwards(shape.length)), backwards(shape.length));
}

/** The name of a symbol with its channels last. */
export function asChannelsLast(graph: Graph, symbol: GraphSymbol, channelsLast: boolean): string {
  const name = graph.use(symbol);
  return channelsLast ? name : graph.permute(name, symbol.shape, backwards(symbol.shape.length));
}

/** The name of something with channels last, of this shape, in the order asked for. */
export function fromChannelsLast(graph: Graph, name: string, shape: readonly number[], channelsLast: boolean): string {
  return channelsLast ? name : graph.permute(name, shape, forwards(shape.length));
}
