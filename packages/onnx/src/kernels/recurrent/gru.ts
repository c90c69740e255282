import { timesSlope } from './activation.ts';
import type { Cell } from './cell.ts';
import { flushed } from './flushed.ts';

/**
 * Gated recurrent unit as TensorFlow.js has it, which resets before the product; gates in the order z, r, then the candidate v:
 *
 *   v = act(x W + (r * h) R), h <- z * h + (1 - z) * v
 */
export const gru: Cell = {
  states: 1,
  blocks: [2, 1],
  step(graph, { input, h, weights, units, activation, gate }) {
    const widths = graph.ints([2 * units, units]);
    const [gatesIn, candidateIn] = graph.op('Split', [input, widths], { axis: 1 }, 2) as [string, string];
    const gates = gate.apply(graph, graph.op('Gemm', [h, weights[0]!, gatesIn]));
    const [z, r] = graph.op('Split', [gates], { axis: 1, num_outputs: 2 }, 2) as [string, string];
    const reset = graph.op('Mul', [r, h]);
    const v = activation.apply(graph, graph.op('Gemm', [reset, weights[1]!, candidateIn]));
    const apart = graph.op('Sub', [h, v]);
    return { h: graph.op('Add', [v, graph.op('Mul', [z, apart])]), kept: [h, reset, z, r, v, apart] };
  },
  factors(graph, [h, , z, r, v, apart], { activation, gate }) {
    const rest = graph.op('Sub', [graph.float(1), z!]);
    return [
      timesSlope(graph, apart!, gate.slope(graph, z!)),
      timesSlope(graph, h!, gate.slope(graph, r!)),
      timesSlope(graph, rest, activation.slope(graph, v!)),
      z!,
      r!,
    ];
  },
  slope(graph, { dh, factors: [toZ, toR, toV, z, r], weights, rest }) {
    const times = (a: string, b: string | undefined) => graph.op('Mul', [a, b!]);
    const dv = flushed(graph, times(dh, toV));
    const dReset = graph.op('Gemm', [dv, weights[1]!]);
    const gates = flushed(graph, graph.op('Concat', [times(dh, toZ), times(dReset, toR)], { axis: 1 }));
    let direct = graph.op('Add', [times(dh, z), times(dReset, r)]);
    if (rest) direct = graph.op('Add', [direct, rest]);
    return { dh: graph.op('Gemm', [gates, weights[0]!, direct]), slopes: [gates, dv] };
  },
  multiplied: [0, 1],
};
