import type { Graph } from '../graph/index.ts';

/** Rows from which on transposing costs less than it brings. */
const MANY_ROWS = 256;

/**
 * Emits `x^T slope` of matrices [rows, inner] and [rows, columns], the gradient of weights. ONNX Runtime's Gemm transposes a part of x
 * anew for each block of columns: with many of them it takes up to half as long again as on a matrix that was transposed once. That is
 * done behind a Reshape, or ONNX Runtime would put it back into the Gemm; equal ones (of the same x) are emitted once.
 */
export function weightGradient(
  graph: Graph,
  x: string,
  slope: string,
  [rows, inner, columns]: readonly [rows: number, inner: number, columns: number],
): string {
  if (rows < MANY_ROWS || columns < inner) return graph.op('Gemm', [x, slope], { transA: 1 });
  const turned = graph.op('Transpose', [graph.reshape(x, [1, rows, inner])], { perm: [0, 2, 1] });
  return graph.op('Gemm', [graph.reshape(turned, [inner, rows]), slope]);
}
