import * as tf from '@tensorflow/tfjs';
import type { Graph } from '../graph/index.ts';

/**
 * Emits a table with rows put in, or added, at positions: `[count, depth]` of int64 say where in the first `depth` axes each
 * row goes. Several for one place add up, or the last stays.
 *
 * It is a ScatterElements, which ONNX Runtime does in order: its ScatterND hands the rows to several threads, and where two
 * of them add to one place, what one adds may be lost (seen in 1.30: a fifth of a sum).
 *
 * A position outside the table is an error when the graph runs, as on other backends.
 */
export function scatterRows(
  graph: Graph,
  table: { name: string; shape: readonly number[] },
  { name, count, depth }: { name: string; count: number; depth: number },
  rows: string,
  reduction: 'add' | 'none',
): string {
  const axes = table.shape.slice(0, depth);
  const places = tf.util.sizeFromShape([...axes]);
  const width = tf.util.sizeFromShape(table.shape.slice(depth));
  if (count * width === 0) return table.name;
  let place = name;
  if (depth > 1) {
    const strides = axes.map((_, axis) => tf.util.sizeFromShape(axes.slice(axis + 1)));
    const sum = graph.op('ReduceSum', [graph.op('Mul', [name, graph.ints(strides)]), graph.ints([1])]);
    // A position beyond one axis must not become one in the next row: it is sent out of the table.
    const low = graph.op('GreaterOrEqual', [name, graph.ints(axes.map(() => 0))]);
    const high = graph.op('Less', [name, graph.ints(axes)]);
    const inside = graph.op('Cast', [graph.op('And', [low, high])], { to: 7 });
    const all = graph.op('Equal', [graph.op('ReduceMin', [inside, graph.ints([1])]), graph.ints([1])]);
    place = graph.op('Where', [all, sum, graph.ints([places])]);
  }
  const at = width === 1 ? place : graph.op('Expand', [place, graph.ints([count, width])]);
  const flat = graph.reshape(table.name, [places, width]);
  const put = graph.op('ScatterElements', [flat, at, graph.reshape(rows, [count, width])], { axis: 0, reduction });
  return graph.reshape(put, table.shape);
}
