import type { Graph } from '../../graph/index.ts';
import { scan } from './scan.ts';

/*
 * Products of matrices with very many rows. ONNX Runtime goes through all rows once for each block of columns: where the rows don't
 * fit into the cache it reaches half of its speed. So they are taken in blocks of some 1,000, a loop that copies nothing.
 */

/** Numbers of the left matrix from which on blocks are faster. */
const LARGE = 2 ** 20;
const BLOCK = 1024;

/** A left matrix of `rows` rows and the right matrix it is multiplied by, which is transposed if so said. */
export type Factors = { readonly left: string; readonly width: number; readonly right: string };

/** Into how many equal blocks `rows` rows of `width` numbers should be cut. */
export function blocks(rows: number, width: number): number {
  if (rows * width < LARGE) return 1;
  let best = 1;
  for (let count = 2; count <= rows / (BLOCK / 2); count++) {
    if (rows % count !== 0) continue;
    if (Math.abs(Math.log(rows / count / BLOCK)) < Math.abs(Math.log(rows / best / BLOCK))) best = count;
  }
  return best;
}

/** The sum of `left right` (or `left right^T`) over all factors, plus `bias`: [rows, columns]. */
export function tallProduct(
  graph: Graph,
  factors: readonly Factors[],
  rows: number,
  columns: number,
  { bias, transposed }: { bias?: string | undefined; transposed?: boolean } = {},
): string {
  const flags = { transB: transposed ? 1 : 0 };
  const sum = (within: Graph, lefts: readonly string[]): string => {
    let result = bias;
    factors.forEach(({ right }, i) => {
      result = within.op('Gemm', result ? [lefts[i]!, right, result] : [lefts[i]!, right], flags);
    });
    return result!;
  };
  const count = graph.portable ? 1 : Math.max(...factors.map(({ width }) => blocks(rows, width)));
  if (count === 1) {
    const lefts = factors.map(({ left, width }) => graph.reshape(left, [rows, width]));
    return sum(graph, lefts);
  }
  const height = rows / count;
  const slices = factors.map(({ left, width }) => ({
    name: graph.reshape(left, [count, height, width]),
    shape: [height, width],
  }));
  const [stack] = scan(graph, [], slices, false, (body, _, lefts) => ({
    states: [],
    collected: [{ name: sum(body, lefts), shape: [height, columns] }],
  }));
  return graph.reshape(stack!, [rows, columns]);
}

/** `left^T right` of matrices [rows, width] and [rows, columns]: [width, columns]. */
export function innerProduct(
  graph: Graph,
  left: string,
  right: string,
  rows: number,
  width: number,
  columns: number,
): string {
  const count = graph.portable ? 1 : blocks(rows, Math.max(width, columns));
  if (count === 1) {
    return graph.op('Gemm', [graph.reshape(left, [rows, width]), graph.reshape(right, [rows, columns])], { transA: 1 });
  }
  const height = rows / count;
  const zeros = graph.op('Expand', [graph.float(0), graph.ints([width, columns])]);
  const slices = [
    { name: graph.reshape(left, [count, height, width]), shape: [height, width] },
    { name: graph.reshape(right, [count, height, columns]), shape: [height, columns] },
  ];
  const [sum] = scan(graph, [{ name: zeros, shape: [width, columns] }], slices, false, (body, [before], [a, b]) => ({
    states: [body.op('Gemm', [a!, b!, before!], { transA: 1 })],
    collected: [],
  }));
  return sum!;
}
