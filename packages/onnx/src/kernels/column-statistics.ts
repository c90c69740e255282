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
  // Other lengths would have another view.
  if (graph.portable) return { name: graph.reshape(name, [rows, columns]), rows, columns, k };
  for (let candidate = 2; candidate * columns <= longest; candidate++) if (rows % candidate === 0) k = candidate;
  return { name: graph.reshape(name, [rows / k, k * columns]), rows, columns, k };
}

/** A vector [1, columns] repeated as often as the wide view repeats the columns. */
export function repeated(graph: Graph, vector: string, { k }: Wide): string {
  return k === 1 ? vector : graph.op('Tile', [vector, graph.ints([1, k])]);
}

/** The sum of each column times `factor`, [1, columns]: a product with a row of ones, ten times as fast as ReduceSum. */
export function columnSums(graph: Graph, { name, rows, columns, k }: Wide, factor = 1): string {
  const height = rows / k;
  const row = graph.constant(new Float32Array(height).fill(factor), 'float32', [1, height]);
  const sums = graph.op('MatMul', [row, name]);
  return k === 1 ? sums : graph.op('ReduceSum', [graph.reshape(sums, [k, columns]), graph.ints([0])], { keepdims: 1 });
}

/** The mean of each column, [1, columns]. */
export function columnMeans(graph: Graph, matrix: Wide): string {
  return columnSums(graph, matrix, 1 / matrix.rows);
}
