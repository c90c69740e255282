import type { Graph } from '../graph/index.ts';

/**
 * A matrix [rows, columns] seen as [rows / k, k * columns], so that its rows are a few hundred numbers long. ONNX Runtime broadcasts
 * a vector row by row: with 16 columns an addition takes four times as long as with 512. `name` is the matrix in the wide view.
 */
export type Wide = { readonly name: string; readonly rows: number; readonly columns: number; readonly k: number };

const longest = 1024;

/** `name` of [rows, columns] in its wide view. */
export function wide(graph: Graph, name: string, rows: number, columns: number): Wide {
  let k = 1;
  for (let candidate = 2; candidate * columns <= longest; candidate++) if (rows % candidate === 0) k = candidate;
  return { name: graph.reshape(name, [rows / k, k * columns]), rows, columns, k };
}

/** A vector [1, columns] repeated as often as the wide view repeats the columns. */
export function repeated(graph: Graph, vector: string, { k }: Wide): string {
  return k === 1 ? vector : graph.op('Tile', [vector, graph.ints([1, k])]);
}

/** The mean of each column, [1, columns]: a product with a row of ones, ten times as fast as ReduceMean. */
export function columnMeans(graph: Graph, { name, rows, columns, k }: Wide): string {
  const height = rows / k;
  const share = graph.constant(new Float32Array(height).fill(1 / rows), 'float32', [1, height]);
  const sums = graph.op('MatMul', [share, name]);
  return k === 1 ? sums : graph.op('ReduceSum', [graph.reshape(sums, [k, columns]), graph.ints([0])], { keepdims: 1 });
}
