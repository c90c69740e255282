import type * as tf from '@tensorflow/tfjs';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { recordMany } from '../tracer.ts';
import { columnMeans, repeated, wide } from './column-statistics.ts';
import type { Wide } from './column-statistics.ts';
import { kernel } from './kernel.ts';

/*
 * Batch normalisation of the last axis with the batch's own statistics, and its gradient, each as one kernel; layers/batch-normalization.ts
 * calls them. As tf.moments and tf.batchNorm the same takes some 25 passes over memory, here 9. All statistics are over the axes but
 * the last, n values each:
 *
 *   y  = (x - mean) * scale + beta, scale = gamma / sqrt(variance + epsilon)
 *   dx = scale * (dy - mean(dy) - (x - mean) * mean(dy * (x - mean)) / (variance + epsilon))
 */

type Inputs = { x: tf.TensorInfo; gamma: tf.TensorInfo; beta: tf.TensorInfo };
type Attributes = { epsilon: number };

type Forward = {
  readonly mean: string;
  readonly variance: string;
  readonly centred: Wide;
  /** 1 / sqrt(variance + epsilon). */
  readonly inverse: string;
  readonly scale: string;
};

/** Emitted once in a graph: the gradient gets the forward pass's own names. */
function forward(graph: Graph, x: GraphSymbol, gamma: GraphSymbol, epsilon: number): Forward {
  const columns = x.shape.at(-1)!;
  const rows = x.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const key = `BatchNormTraining ${graph.use(x)} ${graph.use(gamma)} ${epsilon}`;
  return graph.once(key, () => {
    const input = wide(graph, graph.use(x), rows, columns);
    const mean = columnMeans(graph, input);
    const centred = { ...input, name: graph.op('Sub', [input.name, repeated(graph, mean, input)]) };
    const squares = { ...input, name: graph.op('Mul', [centred.name, centred.name]) };
    const variance = columnMeans(graph, squares);
    const deviation = graph.op('Sqrt', [graph.op('Add', [variance, graph.float(epsilon)])]);
    const inverse = graph.op('Reciprocal', [deviation]);
    const scale = graph.op('Mul', [graph.flat(gamma, columns), inverse]);
    return { mean, variance, centred, inverse, scale };
  });
}

kernel<Inputs, Attributes>('BatchNormTraining', ({ inputs: { x, gamma, beta }, attrs: { epsilon }, backend }) => {
  const columns = x.shape.at(-1)!;
  const outputs = [[x.shape, 'float32'] as const, [[columns], 'float32'] as const, [[columns], 'float32'] as const];
  return recordMany(backend, `BatchNormTraining ${epsilon}`, [x, gamma, beta], outputs, (graph, [a, g, b]) => {
    const { mean, variance, centred, scale } = forward(graph, a, g, epsilon);
    const scaled = graph.op('Mul', [centred.name, repeated(graph, scale, centred)]);
    const y = graph.op('Add', [scaled, repeated(graph, graph.flat(b, columns), centred)]);
    return [graph.reshape(y, x.shape), graph.reshape(mean, [columns]), graph.reshape(variance, [columns])];
  });
});

type GradientInputs = Inputs & { dy: tf.TensorInfo };

kernel<GradientInputs, Attributes>('BatchNormTrainingGrad', ({ inputs, attrs: { epsilon }, backend }) => {
  const { x, gamma, beta, dy } = inputs;
  const columns = x.shape.at(-1)!;
  const rows = x.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const outputs = [x, gamma, beta].map((tensor) => [tensor.shape, 'float32'] as const);
  return recordMany(backend, `BatchNormTrainingGrad ${epsilon}`, [x, gamma, dy], outputs, (graph, [a, g, d]) => {
    const { centred, inverse, scale } = forward(graph, a, g, epsilon);
    const slope = wide(graph, graph.use(d), rows, columns);
    const product = graph.op('Mul', [slope.name, centred.name]);
    const meanSlope = columnMeans(graph, slope);
    const meanProduct = columnMeans(graph, { ...slope, name: product });
    // dx = scale * dy + inward * (x - mean) + shift
    const inward = graph.op('Mul', [scale, graph.op('Mul', [inverse, graph.op('Mul', [inverse, meanProduct])])]);
    const shift = graph.op('Mul', [scale, meanSlope]);
    const outer = graph.op('Mul', [slope.name, repeated(graph, scale, slope)]);
    const inner = graph.op('Mul', [centred.name, repeated(graph, inward, slope)]);
    const dx = graph.op('Sub', [graph.op('Sub', [outer, inner]), repeated(graph, shift, slope)]);
    const count = graph.float(rows);
    const dGamma = graph.op('Mul', [graph.op('Mul', [meanProduct, inverse]), count]);
    const dBeta = graph.op('Mul', [meanSlope, count]);
    return [graph.reshape(dx, x.shape), graph.reshape(dGamma, gamma.shape), graph.reshape(dBeta, beta.shape)];
  });
});
