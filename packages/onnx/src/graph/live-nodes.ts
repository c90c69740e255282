import type { GraphProto, NodeProto, ValueInfoProto } from './generated/onnx_pb.ts';

/**
 * Those of `nodes`, in which whatever is read is written before, that an output depends on. ONNX Runtime runs the others too: the
 * gradient of an input that nobody asks for, out of a kernel that computes all gradients.
 */
export function liveNodes(nodes: readonly NodeProto[], outputs: readonly ValueInfoProto[]): NodeProto[] {
  const needed = new Set(outputs.map(({ name }) => name));
  const live: NodeProto[] = [];
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i]!;
    if (!node.output.some((name) => needed.has(name))) continue;
    live.push(node);
    addInputs(node, needed);
  }
  return live.reverse();
}

/** Names that a node reads, those that its subgraphs read from outside among them (and some of their own: names are unique). */
function addInputs({ input, attribute }: NodeProto, needed: Set<string>): void {
  for (const name of input) needed.add(name);
  for (const { g } of attribute) if (g) addBody(g, needed);
}

function addBody({ node, output }: GraphProto, needed: Set<string>): void {
  for (const inner of node) addInputs(inner, needed);
  for (const { name } of output) needed.add(name);
}
