import * as tf from '@tensorflow/tfjs';
import type { Graph } from '../graph/index.ts';
import { ROWS_GRADIENT } from '../optimizers/row-gradient.ts';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';
import { scatterRows } from './scatter-rows.ts';

/** Emits zeros of a shape. */
function zeros(graph: Graph, dtype: string, shape: readonly number[]): string {
  return graph.op('Expand', [castName(graph, graph.float(0), 'float32', dtype), graph.ints(shape)]);
}

kernel<tf.ScatterNdInputs, tf.ScatterNdAttrs>('ScatterNd', ({ inputs: { indices, updates }, attrs, backend }) => {
  const { shape } = attrs;
  const { dtype } = updates;
  return record(backend, 'ScatterNd', [indices, updates], shape, dtype, (graph, [i, u]) => {
    const work = dtype === 'bool' ? 'int32' : dtype;
    const at = castName(graph, graph.use(i), i.dtype, 'int64');
    const { sliceRank, numUpdates } = tf.backend_util.calculateShapes(
      updates as tf.Tensor,
      indices as tf.Tensor,
      shape,
    );
    const rows = castName(graph, graph.use(u), dtype, work);
    const positions = { name: graph.reshape(at, [numUpdates, sliceRank]), count: numUpdates, depth: sliceRank };
    const sums = scatterRows(graph, { name: zeros(graph, work, shape), shape }, positions, rows, 'add');
    return castName(graph, sums, work, dtype);
  });
});

kernel<tf.TensorScatterUpdateInputs>('TensorScatterUpdate', ({ inputs: { tensor, indices, updates }, backend }) =>
  record(backend, 'TensorScatterUpdate', [tensor, indices, updates], tensor.shape, tensor.dtype, (graph, [x, i, u]) => {
    const depth = i.shape.at(-1) ?? 1;
    const count = i.shape.length < 1 ? 1 : tf.util.sizeFromShape(indices.shape) / depth;
    const name = graph.reshape(castName(graph, graph.use(i), i.dtype, 'int64'), [count, depth]);
    return scatterRows(graph, { name: graph.use(x), shape: x.shape }, { name, count, depth }, graph.use(u), 'none');
  }),
);

// What `slopes` add up to in a table of this shape, from whose `rows` they came. Optimisers take the node apart: it has no attribute.
kernel<{ rows: tf.TensorInfo; slopes: tf.TensorInfo }, { shape: number[] }>(
  ROWS_GRADIENT,
  ({ inputs: { rows, slopes }, attrs: { shape }, backend }) =>
    record(backend, ROWS_GRADIENT, [rows, slopes], shape, 'float32', (graph, [r, s]) => {
      const count = tf.util.sizeFromShape(rows.shape);
      const name = graph.reshape(castName(graph, graph.use(r), r.dtype, 'int64'), [count, 1]);
      const table = { name: zeros(graph, 'float32', shape), shape };
      return scatterRows(graph, table, { name, count, depth: 1 }, graph.use(s), 'add');
    }),
);

kernel<tf.UnsortedSegmentSumInputs, tf.UnsortedSegmentSumAttrs>(
  'UnsortedSegmentSum',
  ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    const rank = segmentIds.shape.length;
    const rest = x.shape.slice(rank);
    const shape = [numSegments, ...rest];
    return record(backend, 'UnsortedSegmentSum', [x, segmentIds], shape, x.dtype, (graph, [a, s]) => {
      const count = tf.util.sizeFromShape(segmentIds.shape);
      // Negative numbers belong to no segment: they go to one more, which is cut off.
      const ids = castName(graph, graph.reshape(graph.use(s), [count, 1]), s.dtype, 'int64');
      const outside = graph.op('Less', [ids, graph.ints([0])]);
      const name = graph.op('Where', [outside, graph.ints([numSegments]), ids]);
      const all = [numSegments + 1, ...rest];
      const table = { name: zeros(graph, x.dtype, all), shape: all };
      const sums = scatterRows(graph, table, { name, count, depth: 1 }, graph.use(a), 'add');
      return graph.op('Slice', [sums, graph.ints([0]), graph.ints([numSegments]), graph.ints([0])]);
    });
  },
);
