import type * as tf from '@tensorflow/tfjs';
import { floatAttribute } from '../graph/index.ts';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { recordMany } from '../tracer.ts';
import { columnSums, wide } from './column-statistics.ts';
import { kernel } from './kernel.ts';

/*
 * Layer normalisation over the last axes, and its gradient, each as one kernel; layers/layer-normalization.ts calls them. gamma and beta
 * have the shape of those axes, n numbers; all means are over them:
 *
 *   y  = z * gamma + beta, z = (x - mean(x)) / deviation, deviation = sqrt(mean((x - mean(x))^2) + epsilon)
 *   dx = (dy * gamma - mean(dy * gamma) - z * mean(dy * gamma * z)) / deviation
 */

type Inputs = { x: tf.TensorInfo; gamma: tf.TensorInfo; beta: tf.TensorInfo };
type GradientInputs = Inputs & { dy: tf.TensorInfo };
type Attributes = { epsilon: number };

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** ONNX's own operator: the result, the means, and 1 / deviation of each row. */
function normalized(graph: Graph, x: GraphSymbol, columns: number, epsilon: number, parameters: readonly string[]) {
  const attributes = { axis: -1, epsilon: floatAttribute(epsilon) };
  const inputs = [graph.flat(x, columns), ...parameters];
  return graph.op('LayerNormalization', inputs, attributes, 3) as [string, string, string];
}

const vector = (graph: Graph, symbol: GraphSymbol): string =>
  symbol.shape.length === 1 ? graph.use(symbol) : graph.reshape(graph.use(symbol), [-1]);

kernel<Inputs, Attributes>('LayerNorm', ({ inputs: { x, gamma, beta }, attrs: { epsilon }, backend }) => {
  const columns = size(gamma.shape);
  const outputs = [[x.shape, 'float32'] as const];
  return recordMany(backend, `LayerNorm ${epsilon}`, [x, gamma, beta], outputs, (graph, [a, g, b]) => {
    const [y] = normalized(graph, a, columns, epsilon, [vector(graph, g), vector(graph, b)]);
    return graph.reshape(y, x.shape);
  });
});

kernel<GradientInputs, Attributes>('LayerNormGrad', ({ inputs, attrs: { epsilon }, backend }) => {
  const { x, gamma, beta, dy } = inputs;
  const columns = size(gamma.shape);
  const rows = size(x.shape) / columns;
  const outputs = [x, gamma, beta].map((tensor) => [tensor.shape, 'float32'] as const);
  return recordMany(backend, `LayerNormGrad ${epsilon}`, [x, gamma, dy], outputs, (graph, [a, g, d]) => {
    const ones = graph.constant(new Float32Array(columns).fill(1), 'float32', [columns]);
    const [z, , inverse] = normalized(graph, a, columns, epsilon, [ones]);
    const slope = graph.flat(d, columns);
    const product = graph.op('Mul', [slope, z]);
    // Both means are products with gamma / n: no pass over all numbers but the one that reads them.
    const column = graph.reshape(graph.op('Mul', [graph.use(g), graph.float(1 / columns)]), [columns, 1]);
    const meanSlope = graph.op('MatMul', [slope, column]);
    const meanProduct = graph.op('MatMul', [product, column]);
    const inner = graph.op('Add', [graph.op('Mul', [z, meanProduct]), meanSlope]);
    const outer = graph.op('Mul', [slope, vector(graph, g)]);
    const dx = graph.op('Mul', [graph.op('Sub', [outer, inner]), inverse]);
    const dGamma = columnSums(graph, wide(graph, product, rows, columns));
    const dBeta = columnSums(graph, wide(graph, slope, rows, columns));
    return [graph.reshape(dx, x.shape), graph.reshape(dGamma, gamma.shape), graph.reshape(dBeta, beta.shape)];
  });
});
