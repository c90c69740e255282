import type { ElementType, Graph, GraphSymbol } from './graph/index.ts';
import { lowerNodes } from './lower-nodes.ts';
import type { Trace } from './trace-function.ts';
import type { Value } from './value.ts';

/** Own numbers of a function up to so many are compared, so that equal nodes of them are emitted once. */
const FEW = 64;

/** The names in a graph of a function's outputs, and of the values that are inside as initialisers. */
export type LoweredTrace = {
  readonly outputs: readonly string[];
  readonly initializers: ReadonlyMap<string, Value>;
};

/** Emits what a function does: its inputs are `in0`, `in1`, ..., everything else that it knows is an initialiser. */
export function lowerTrace(graph: Graph, trace: Trace): LoweredTrace {
  const initializers = new Map<string, Value>();
  const inputs = new Map<Value, GraphSymbol>();
  trace.inputs.forEach((value, i) => inputs.set(value, graph.input(`in${i}`, value.dtype, value.shape)));
  const constants = new Set<string>();
  const captured = new Set(trace.captured);
  const leaf = (value: Value): GraphSymbol => {
    const { shape, dtype, array } = value;
    const input = inputs.get(value);
    if (input) return input;
    const elements = array as Float32Array;
    const name =
      captured.has(value) || elements.length > FEW
        ? graph.initializer(elements, dtype as ElementType, shape)
        : graph.constant(elements, dtype as ElementType, shape);
    constants.add(name);
    if (captured.has(value)) initializers.set(name, value);
    return { name, shape, dtype };
  };
  const { symbol } = lowerNodes(graph, trace.nodes, leaf);
  graph.origin = 'output';
  const outputs = trace.outputs.map((value) => {
    const name = graph.use(symbol(value));
    return graph.output(constants.has(name) ? graph.op('Identity', [name]) : name, value.dtype, value.shape);
  });
  return { outputs, initializers };
}
