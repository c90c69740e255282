import type { Graph } from '../graph/index.ts';
import { scan } from './recurrent/scan.ts';

/** Numbers of a block: a few of them fit into a core's cache. */
const BLOCK = 2 ** 17;

/**
 * Emits an element-wise computation of many operators on inputs of one shape. Each operator reads and writes all its numbers; where these
 * are more than the caches hold, a loop that does all operators on one block after the other takes little more than half of the time.
 */
export function inBlocks(
  graph: Graph,
  inputs: readonly string[],
  shape: readonly number[],
  emit: (within: Graph, inputs: readonly string[]) => string,
): string {
  const size = shape.reduce((a, b) => a * b, 1);
  const count = blocks(size);
  if (count === 1) return emit(graph, inputs);
  const slices = inputs.map((name) => ({ name: graph.reshape(name, [count, size / count]), shape: [size / count] }));
  const [stack] = scan(graph, [], slices, false, (body, _, parts) => ({
    states: [],
    collected: [{ name: emit(body, parts), shape: [size / count] }],
  }));
  return graph.reshape(stack!, shape);
}

/** Into how many equal blocks so many numbers should be cut; 1 where that brings nothing. */
export function blocks(size: number): number {
  if (size < 4 * BLOCK) return 1;
  for (let count = Math.round(size / BLOCK); count > size / (4 * BLOCK); count--) if (size % count === 0) return count;
  return 1;
}
