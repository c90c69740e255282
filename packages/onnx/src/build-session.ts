import { Graph } from './graph/index.ts';
import { lowerNodes, LoweringError } from './lower-nodes.ts';
import type { Runtime } from './runtime.ts';
import type { CachedSession } from './session-cache.ts';
import type { Structure } from './structure.ts';
import type { TraceNode } from './trace-node.ts';
import type { Value } from './value.ts';

/** What a session costs beside its model and its values: a rough, generous figure. */
const SESSION_BYTES = 200_000;

/** Lowers the nodes to one ONNX graph that computes `roots` and makes a session of it; `block` is the graph's. */
export async function buildSession(
  runtime: Runtime,
  options: object,
  nodes: readonly TraceNode[],
  roots: readonly Value[],
  { leaves, numbers }: Structure,
  block: number,
): Promise<CachedSession> {
  const graph = new Graph(undefined, { block });
  const inputs = leaves.map((value, i) => graph.input(`in${i}`, value.dtype, value.shape));
  const { symbol, bytes } = lowerNodes(graph, nodes, (value) => ({
    ...inputs[numbers.get(value)!]!,
    shape: value.shape,
  }));
  const outputs = roots.map((value) => {
    graph.origin = 'output';
    try {
      return graph.output(graph.use(symbol(value)), value.dtype, value.shape);
    } catch (error) {
      throw new LoweringError(value.node!, error);
    }
  });
  const model = graph.model();
  const session = await runtime.InferenceSession.create(model, options);
  return { session, outputs, bytes: SESSION_BYTES + bytes + 4 * model.byteLength, nodes: graph.nodes.length };
}
