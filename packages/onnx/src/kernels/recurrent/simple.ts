import type { Cell } from './cell.ts';
import { flushed } from './flushed.ts';

/** A simple recurrent layer: h <- act(x W + h R + b). */
export const simple: Cell = {
  states: 1,
  blocks: [1],
  step(graph, { input, h, weights, activation }) {
    const y = activation.apply(graph, graph.op('Gemm', [h, weights[0]!, input]));
    return { h: y, kept: [h, y] };
  },
  factors: (graph, [, y], { activation }) => {
    // A loop must take slices of something, so even 1 is a factor.
    const one = () => graph.op('Expand', [graph.float(1), graph.op('Shape', [y!])]);
    return [activation.slope(graph, y!) ?? one()];
  },
  slope(graph, { dh, factors: [toY], weights, rest }) {
    const slopes = flushed(graph, graph.op('Mul', [dh, toY!]));
    const inputs = [slopes, weights[0]!];
    return { dh: graph.op('Gemm', rest ? [...inputs, rest] : inputs), slopes: [slopes] };
  },
  multiplied: [0],
};
