import { elementTypes } from '../graph/index.ts';
import type { ElementType, Graph } from '../graph/index.ts';

/** `name`, of one element type, as another; floats lose their fraction on the way to int32, and NaN becomes 0 as in JavaScript. */
export function castName(graph: Graph, name: string, from: string, to: string): string {
  if (from === to) return name;
  if (from === 'float32' && to === 'int32') {
    // What C++ makes of a NaN or of an infinity depends on the processor.
    const finite = graph.op('Where', [
      graph.op('Less', [graph.op('Abs', [name]), graph.float(2 ** 31)]),
      name,
      graph.op('Where', [graph.op('Equal', [name, graph.float(-(2 ** 31))]), name, graph.float(0)]),
    ]);
    return graph.op('Cast', [finite], { to: elementTypes.int32 });
  }
  return graph.op('Cast', [name], { to: elementTypes[to as ElementType] });
}
