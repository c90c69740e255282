import type { Graph, GraphSymbol } from './graph/index.ts';
import type { Lowered, TraceNode } from './trace-node.ts';
import type { Value } from './value.ts';

/** An error that concerns one node: its lowering threw, or there is no memory for what it computes. */
export class LoweringError extends Error {
  override readonly name = 'LoweringError';
  readonly node: TraceNode;

  constructor(node: TraceNode, cause: unknown) {
    super(node.name, { cause });
    this.node = node;
  }
}

/**
 * Emits the nodes, inputs before readers; `leaf` gives the symbol of a value that none of them computes. Returns where the symbol of
 * each value is found, and how many bytes the nodes compute.
 *
 * @throws LoweringError if a lowering throws.
 */
export function lowerNodes(
  graph: Graph,
  nodes: readonly TraceNode[],
  leaf: (value: Value) => GraphSymbol,
): { readonly symbol: (value: Value) => GraphSymbol; readonly bytes: number } {
  const symbols = new Map<Value, GraphSymbol>();
  const symbol = (value: Value): GraphSymbol => {
    let found = symbols.get(value);
    if (!found) symbols.set(value, (found = leaf(value)));
    return found;
  };
  let bytes = 0;
  for (const node of nodes) {
    graph.origin = /^\w*/.exec(node.name)![0];
    try {
      const lowered = node.lower!(graph, node.inputs.map(symbol) as GraphSymbol[]);
      const list: readonly Lowered[] = Array.isArray(lowered) ? lowered : [lowered as Lowered];
      node.outputs.forEach((value, i) => symbols.set(value, output(graph, list[i], value)));
      for (const value of node.outputs) bytes += 4 * value.shape.reduce((a, b) => a * b, 1);
    } catch (error) {
      throw new LoweringError(node, error);
    }
  }
  return { symbol, bytes };
}

/** What a lowering returned, as a symbol of the shape and dtype that were recorded; a symbol's getter stays unfired. */
function output(graph: Graph, lowered: Lowered | undefined, { shape, dtype }: Value): GraphSymbol {
  if (lowered === undefined) throw new TypeError('the lowering returned too few outputs');
  if (typeof lowered === 'string') {
    graph.shapes.set(lowered, shape);
    return { name: lowered, shape, dtype };
  }
  return Object.create(lowered, { shape: { value: shape }, dtype: { value: dtype } }) as GraphSymbol;
}
