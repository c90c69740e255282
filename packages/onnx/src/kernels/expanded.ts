import type { Graph, GraphSymbol } from '../graph/index.ts';

/** `small` repeated to `shape`: it is only written out for a reader that cannot broadcast by itself. */
export function expanded(graph: Graph, small: GraphSymbol, shape: readonly number[]): GraphSymbol {
  return {
    get name() {
      return graph.op('Expand', [graph.use(small), graph.ints(shape)]);
    },
    shape,
    dtype: small.dtype,
    small,
  };
}
