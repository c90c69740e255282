import type * as tf from '@tensorflow/tfjs';
import { floatAttribute } from '../graph/index.ts';
import type { Graph } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { elementWise } from './element-wise.ts';
import type { Types } from './element-wise.ts';
import { inBlocks } from './in-blocks.ts';
import { kernel } from './kernel.ts';

/*
 * The Gaussian error linear unit x * P(X < x) of a standard normal X (Hendrycks and Gimpel 2016) and its gradient; layers/gelu.ts calls
 * them. `exact` is by the error function, otherwise P is (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.
 */

type Attributes = { exact: boolean };
type Slopes = { dy: tf.TensorInfo; x: tf.TensorInfo };

const FLOAT: Types = { work: 'float32', result: 'float32' };
const CUBIC = 0.044715;
const FACTOR = Math.sqrt(2 / Math.PI);

const times = (graph: Graph, x: string, factor: number) => graph.op('Mul', [x, graph.float(factor)]);
/** (1 + x) / 2 of an x between -1 and 1, in one pass. */
const half = (graph: Graph, x: string) =>
  graph.op('HardSigmoid', [x], { alpha: floatAttribute(0.5), beta: floatAttribute(0.5) });
/** a + b x^2 */
const square = (graph: Graph, x: string, a: number, b: number) =>
  graph.op('Add', [graph.op('Mul', [x, times(graph, x, b)]), graph.float(a)]);

function approximateProbability(graph: Graph, x: string): string {
  const inner = graph.op('Mul', [x, square(graph, x, FACTOR, FACTOR * CUBIC)]);
  return half(graph, graph.op('Tanh', [inner]));
}

kernel<{ x: tf.TensorInfo }, Attributes>('Gelu', ({ inputs: { x }, attrs: { exact }, backend }) =>
  elementWise(backend, `Gelu ${exact}`, [x], x.shape, 'float32', FLOAT, (graph, [a]) => {
    if (!exact) return graph.op('Mul', [a!, approximateProbability(graph, a!)]);
    // In this form ONNX Runtime makes one operator of it.
    const erf = graph.op('Erf', [graph.op('Div', [a!, graph.float(Math.SQRT2)])]);
    return times(graph, graph.op('Mul', [a!, graph.op('Add', [erf, graph.float(1)])]), 0.5);
  }),
);

kernel<Slopes, Attributes>('GeluGrad', ({ inputs: { dy, x }, attrs: { exact }, backend }) =>
  record(backend, `GeluGrad ${exact}`, [dy, x], x.shape, 'float32', (graph, [d, a]) =>
    inBlocks(graph, [graph.use(d), graph.use(a)], x.shape, (within, [slope, value]) =>
      within.op('Mul', [slope!, exact ? exactSlope(within, value!) : approximateSlope(within, value!)]),
    ),
  ),
);

/** P + x p, p the density exp(-x^2 / 2) / sqrt(2 pi). */
function exactSlope(graph: Graph, x: string): string {
  const t = times(graph, x, Math.SQRT1_2);
  const probability = half(graph, graph.op('Erf', [t]));
  const exponent = graph.op('Sub', [graph.float(-0.5 * Math.log(2 * Math.PI)), graph.op('Mul', [t, t])]);
  return graph.op('Add', [probability, graph.op('Mul', [x, graph.op('Exp', [exponent])])]);
}

/** P + x P', P' = 2 P (1 - P) times the slope of what the tanh is of. */
function approximateSlope(graph: Graph, x: string): string {
  const probability = approximateProbability(graph, x);
  const rest = graph.op('Sub', [graph.float(1), probability]);
  const inner = graph.op('Mul', [x, square(graph, x, 2 * FACTOR, 6 * FACTOR * CUBIC)]);
  return graph.op('Mul', [probability, graph.op('Add', [graph.op('Mul', [rest, inner]), graph.float(1)])]);
}
