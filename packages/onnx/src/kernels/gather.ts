import * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { assertInRange } from './indices.ts';
import { kernel } from './kernel.ts';

kernel<tf.GatherV2Inputs, tf.GatherV2Attrs>('GatherV2', ({ inputs: { x, indices }, attrs, backend }) => {
  const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
  const batchDims = attrs.batchDims ?? 0;
  assertInRange(backend, indices, x.shape[axis]!, 'GatherV2');
  const info = tf.backend_util.segment_util.collectGatherOpShapeInfo(
    x as tf.Tensor,
    indices as tf.Tensor,
    axis,
    batchDims,
  );
  const key = `GatherV2 ${axis} ${batchDims}`;
  return record(backend, key, [x, indices], info.outputShape, x.dtype, (graph, [a, i]) => {
    const at = castName(graph, graph.use(i), i.dtype, 'int32');
    if (batchDims === 0) return graph.op('Gather', [graph.use(a), at], { axis });
    // A batch is another offset into the rows of all batches: [batch, outer, dim, slice] by [batch, count].
    const { batchSize, outerSize, dimSize, sliceSize } = info;
    const count = tf.util.sizeFromShape(indices.shape) / batchSize;
    const rows = graph.reshape(graph.use(a), [batchSize * outerSize * dimSize, sliceSize]);
    const starts = Int32Array.from({ length: batchSize * outerSize }, (_, k) => k * dimSize);
    const offsets = graph.constant(starts, 'int32', [batchSize, outerSize, 1]);
    const taken = graph.op('Add', [graph.reshape(at, [batchSize, 1, count]), offsets]);
    return graph.reshape(graph.op('Gather', [rows, taken], { axis: 0 }), info.outputShape);
  });
});

kernel<tf.GatherNdInputs>('GatherNd', ({ inputs: { params, indices }, backend }) => {
  const [shape] = tf.backend_util.prepareAndValidate(params as tf.Tensor, indices as tf.Tensor);
  return record(backend, 'GatherNd', [params, indices], shape, params.dtype, (graph, [a, i]) => {
    const at = castName(graph, graph.use(i), i.dtype, 'int64');
    return graph.op('GatherND', [graph.use(a), at]);
  });
});

kernel<tf.OneHotInputs, tf.OneHotAttrs>('OneHot', ({ inputs: { indices }, attrs, backend }) => {
  const { depth, onValue, offValue, dtype } = attrs;
  const shape = [...indices.shape, depth];
  return record(backend, `OneHot ${onValue} ${offValue}`, [indices], shape, dtype, (graph, [i]) => {
    const at = castName(graph, graph.reshape(graph.use(i), [...indices.shape, 1]), i.dtype, 'int32');
    const positions = graph.constant(
      Int32Array.from({ length: depth }, (_, k) => k),
      'int32',
      [depth],
    );
    const hot = graph.op('Where', [graph.op('Equal', [at, positions]), graph.float(onValue), graph.float(offValue)]);
    return castName(graph, hot, 'float32', dtype);
  });
});
