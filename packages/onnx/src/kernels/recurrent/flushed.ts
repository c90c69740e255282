import type { Graph } from '../../graph/index.ts';

/**
 * What slopes are rounded beside: they become multiples of 7e-30 where they are smaller than this, and keep their digits where they are
 * larger. They fade from step to step, and once they, or their products with weights, are too small to be normal numbers (1.2e-38), some
 * processors take a hundred times as long for a matrix product.
 */
const BESIDE = 1e-22;

/** The slopes of gates without those that have faded. */
export function flushed(graph: Graph, slopes: string): string {
  const beside = graph.float(BESIDE);
  return graph.op('Sub', [graph.op('Add', [slopes, beside]), beside]);
}
