import { Graph } from './graph/index.ts';
import type { GraphSymbol } from './graph/index.ts';
import type { Runtime } from './runtime.ts';
import type { CachedSession } from './session-cache.ts';
import type { Structure } from './structure.ts';
import type { Lowered, TraceNode } from './trace-node.ts';
import type { Value } from './value.ts';

/** What a session costs beside its model and its values: a rough, generous figure. */
const SESSION_BYTES = 200_000;

/** An error that concerns one node: its lowering threw, or there is no memory for what it computes. */
export class LoweringError extends Error {
  override readonly name = 'LoweringError';
  readonly node: TraceNode;

  constructor(node: TraceNode, cause: unknown) {
    super(node.name, { cause });
    this.node = node;
  }
}

/** Lowers the nodes to one ONNX graph that computes `roots` and makes a session of it. */
export async function buildSession(
  runtime: Runtime,
  options: object,
  nodes: readonly TraceNode[],
  roots: readonly Value[],
  { leaves, numbers }: Structure,
): Promise<CachedSession> {
  const graph = new Graph();
  const inputs = leaves.map((value, i) => graph.input(`in${i}`, value.dtype, value.shape));
  const symbols = new Map<Value, GraphSymbol>();
  const symbol = (value: Value): GraphSymbol => {
    if (value.node?.graph === nodes) return value.node.symbols[value.index]!;
    let found = symbols.get(value);
    if (!found) symbols.set(value, (found = { ...inputs[numbers.get(value)!]!, shape: value.shape }));
    return found;
  };
  let bytes = 0;
  for (const node of nodes) {
    graph.origin = /^\w*/.exec(node.name)![0];
    try {
      const lowered = node.lower!(graph, node.inputs.map(symbol) as GraphSymbol[]);
      const list: readonly Lowered[] = Array.isArray(lowered) ? lowered : [lowered as Lowered];
      node.symbols = node.outputs.map((value, i) => output(list[i], value));
      for (const value of node.outputs) bytes += 4 * value.shape.reduce((a, b) => a * b, 1);
    } catch (error) {
      throw new LoweringError(node, error);
    }
  }
  const outputs = roots.map((value) => {
    graph.origin = 'output';
    try {
      return graph.output(graph.use(symbol(value)), value.dtype, value.shape);
    } catch (error) {
      throw new LoweringError(value.node!, error);
    }
  });
  for (const node of nodes) node.symbols = [];
  const model = graph.model();
  const session = await runtime.InferenceSession.create(model, options);
  return { session, outputs, bytes: SESSION_BYTES + bytes + 4 * model.byteLength, nodes: graph.nodes.length };
}

/** What a lowering returned, as a symbol of the shape and dtype that were recorded; a symbol's getter stays unfired. */
function output(lowered: Lowered | undefined, { shape, dtype }: Value): GraphSymbol {
  if (lowered === undefined) throw new TypeError('the lowering returned too few outputs');
  if (typeof lowered === 'string') return { name: lowered, shape, dtype };
  return Object.create(lowered, { shape: { value: shape }, dtype: { value: dtype } }) as GraphSymbol;
}
