import { timesSlope } from './activation.ts';
import type { Cell } from './cell.ts';
import { flushed } from './flushed.ts';

/**
 * Long short-term memory; gates in TensorFlow.js's order i, f, u, o:
 *
 *   c <- f * c + i * act(u), h <- o * act(c)
 */
export const lstm: Cell = {
  states: 2,
  blocks: [4],
  step(graph, { input, h, c, weights, activation, gate }) {
    const sum = graph.op('Gemm', [h, weights[0]!, input]);
    const [i, f, u, o] = graph.op('Split', [sum], { axis: 1, num_outputs: 4 }, 4) as [string, string, string, string];
    const [entry, forget, output] = [i, f, o].map((name) => gate.apply(graph, name)) as [string, string, string];
    const candidate = activation.apply(graph, u);
    const kept = graph.op('Mul', [forget, c!]);
    const after = graph.op('Add', [kept, graph.op('Mul', [entry, candidate])]);
    const shown = activation.apply(graph, after);
    return {
      h: graph.op('Mul', [output, shown]),
      c: after,
      kept: [h, c!, entry, forget, candidate, output, shown],
    };
  },
  factors(graph, [, c, i, f, u, o, shown], { activation, gate }) {
    return [
      timesSlope(graph, o!, activation.slope(graph, shown!)),
      timesSlope(graph, shown!, gate.slope(graph, o!)),
      timesSlope(graph, u!, gate.slope(graph, i!)),
      timesSlope(graph, c!, gate.slope(graph, f!)),
      timesSlope(graph, i!, activation.slope(graph, u!)),
      f!,
    ];
  },
  slope(graph, { dh, dc, factors: [toC, toO, toI, toF, toU, forget], weights, rest }) {
    const times = (a: string, b: string | undefined) => graph.op('Mul', [a, b!]);
    const carried = graph.op('Add', [dc!, times(dh, toC)]);
    const gates = [times(carried, toI), times(carried, toF), times(carried, toU), times(dh, toO)];
    const slopes = flushed(graph, graph.op('Concat', gates, { axis: 1 }));
    const inputs = [slopes, weights[0]!];
    return { dh: graph.op('Gemm', rest ? [...inputs, rest] : inputs), dc: times(carried, forget), slopes: [slopes] };
  },
  multiplied: [0],
};
