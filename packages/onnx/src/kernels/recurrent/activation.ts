import * as tf from '@tensorflow/tfjs';
import { floatAttribute } from '../../graph/index.ts';
import type { Graph } from '../../graph/index.ts';
import { activate } from '../activations.ts';

/** An activation of a recurrent layer, with its slope as a function of what it gave: nothing else is kept for the gradient. */
export type Activation = {
  apply(graph: Graph, x: string): string;
  /** The derivative where the output is `y`; undefined is 1 everywhere. */
  slope(graph: Graph, y: string): string | undefined;
};

const { SELU_SCALE, SELU_SCALEALPHA } = tf.backend_util;

const times = (graph: Graph, a: string, b: string): string => graph.op('Mul', [a, b]);
const oneMinus = (graph: Graph, a: string): string => graph.op('Sub', [graph.float(1), a]);
const where = (graph: Graph, condition: string, yes: string, no: string): string =>
  graph.op('Where', [condition, yes, no]);
const above = (graph: Graph, a: string, limit: number): string => graph.op('Greater', [a, graph.float(limit)]);

/** `slope` where y is between two limits, which the activation never exceeds, else 0. */
function between(graph: Graph, y: string, low: number, high: number, slope: number): string {
  const inside = graph.op('And', [above(graph, y, low), graph.op('Less', [y, graph.float(high)])]);
  return where(graph, inside, graph.float(slope), graph.float(0));
}

/** Names as TensorFlow.js's own activations have them. */
export const activations: { readonly [name: string]: Activation } = {
  linear: { apply: (_, x) => x, slope: () => undefined },
  tanh: {
    apply: (graph, x) => graph.op('Tanh', [x]),
    slope: (graph, y) => oneMinus(graph, times(graph, y, y)),
  },
  sigmoid: {
    apply: (graph, x) => graph.op('Sigmoid', [x]),
    slope: (graph, y) => graph.op('Sub', [y, times(graph, y, y)]),
  },
  hardSigmoid: {
    apply: (graph, x) => graph.op('HardSigmoid', [x], { alpha: floatAttribute(0.2), beta: floatAttribute(0.5) }),
    slope: (graph, y) => between(graph, y, 0, 1, 0.2),
  },
  relu: {
    apply: (graph, x) => activate(graph, x, 'relu'),
    slope: (graph, y) => where(graph, above(graph, y, 0), graph.float(1), graph.float(0)),
  },
  relu6: {
    apply: (graph, x) => activate(graph, x, 'relu6'),
    slope: (graph, y) => between(graph, y, 0, 6, 1),
  },
  elu: {
    apply: (graph, x) => activate(graph, x, 'elu'),
    slope: (graph, y) => graph.op('Add', [graph.op('Min', [y, graph.float(0)]), graph.float(1)]),
  },
  selu: {
    apply: (graph, x) => {
      const attributes = { alpha: floatAttribute(SELU_SCALEALPHA / SELU_SCALE), gamma: floatAttribute(SELU_SCALE) };
      return graph.op('Selu', [x], attributes);
    },
    slope: (graph, y) => {
      const below = graph.op('Add', [y, graph.float(SELU_SCALEALPHA)]);
      return where(graph, above(graph, y, 0), graph.float(SELU_SCALE), below);
    },
  },
  softplus: {
    apply: (graph, x) => graph.op('Softplus', [x]),
    slope: (graph, y) => oneMinus(graph, graph.op('Exp', [graph.op('Neg', [y])])),
  },
  softsign: {
    apply: (graph, x) => graph.op('Softsign', [x]),
    slope: (graph, y) => {
      const rest = oneMinus(graph, graph.op('Abs', [y]));
      return times(graph, rest, rest);
    },
  },
};

/** `a` times a slope. */
export function timesSlope(graph: Graph, a: string, slope: string | undefined): string {
  return slope === undefined ? a : times(graph, a, slope);
}
