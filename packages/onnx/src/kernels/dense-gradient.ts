import type * as tf from '@tensorflow/tfjs';
import { recordMany } from '../tracer.ts';
import { beforeActivation } from './activations.ts';
import type { sloped } from './activations.ts';
import { columnSums, wide } from './column-statistics.ts';
import { kernel } from './kernel.ts';
import { tallProduct } from './recurrent/tall-product.ts';
import { weightGradient } from './weight-gradient.ts';

type Inputs = { x: tf.TensorInfo; weights: tf.TensorInfo; y: tf.TensorInfo; dy: tf.TensorInfo };
type Attributes = { activation: (typeof sloped)[number] };

/** The gradients of `activation(x weights + bias)` with respect to x, weights and bias. What nobody needs of them isn't computed. */
kernel<Inputs, Attributes>('DenseGrad', ({ inputs: { x, weights, y, dy }, attrs: { activation }, backend }) => {
  const [inner, columns] = weights.shape as [number, number];
  const rows = y.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const outputs = [x.shape, weights.shape, [columns]].map((shape) => [shape, 'float32'] as const);
  return recordMany(backend, `DenseGrad ${activation}`, [x, weights, y, dy], outputs, (graph, [a, w, result, d]) => {
    const slope = beforeActivation(graph, graph.use(d), activation === 'linear' ? '' : graph.use(result), activation);
    const flat = graph.flat({ name: slope, shape: y.shape, dtype: 'float32' }, columns);
    const factors = [{ left: flat, width: columns, right: graph.use(w) }];
    const dx = tallProduct(graph, factors, rows, inner, { transposed: true });
    return [
      x.shape.length === 2 ? dx : graph.reshape(dx, x.shape),
      weightGradient(graph, graph.flat(a, inner), flat, [rows, inner, columns]),
      graph.reshape(columnSums(graph, wide(graph, flat, rows, columns)), [columns]),
    ];
  });
});
