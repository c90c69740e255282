import * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { kernel } from './kernel.ts';

/* Blocks of a picture moved to its channels or to the batch, and diagonals. */

const { getReshaped, getPermuted, getReshapedPermuted, getSliceBeginCoords, getSliceSize } = tf.backend_util;

kernel<tf.DepthToSpaceInputs, tf.DepthToSpaceAttrs>('DepthToSpace', ({ inputs: { x }, attrs, backend }) => {
  const { blockSize: b, dataFormat } = attrs;
  tf.util.assert(dataFormat === 'NHWC', () => `Only NHWC dataFormat supported for depthToSpace. Got ${dataFormat}`);
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const depth = c / (b * b);
  const shape = [n, h * b, w * b, depth];
  return record(backend, `DepthToSpace ${b}`, [x], shape, x.dtype, (graph, [a]) => {
    const blocks = [n, h, w, b, b, depth];
    return graph.reshape(graph.permute(graph.reshape(graph.use(a), blocks), blocks, [0, 1, 3, 2, 4, 5]), shape);
  });
});

kernel<tf.BatchToSpaceNDInputs, tf.BatchToSpaceNDAttrs>('BatchToSpaceND', ({ inputs: { x }, attrs, backend }) => {
  const { blockShape, crops } = attrs;
  const blocks = blockShape.reduce((product, length) => product * length, 1);
  const reshaped = getReshaped(x.shape, blockShape, blocks);
  const order = getPermuted(reshaped.length, blockShape.length);
  const merged = getReshapedPermuted(x.shape, blockShape, blocks);
  const rest = merged.slice(1 + blockShape.length);
  const begin = [...getSliceBeginCoords(crops, blockShape.length), ...rest.map(() => 0)];
  const shape = [...getSliceSize(merged, crops, blockShape.length), ...rest];
  const key = `BatchToSpaceND ${blockShape.join()} ${crops.join()}`;
  return record(backend, key, [x], shape, x.dtype, (graph, [a]) => {
    const turned = graph.permute(graph.reshape(graph.use(a), reshaped), reshaped, order);
    const ends = begin.map((from, axis) => from + shape[axis]!);
    const axes = begin.map((_, axis) => axis);
    return graph.op('Slice', [graph.reshape(turned, merged), graph.ints(begin), graph.ints(ends), graph.ints(axes)]);
  });
});

kernel<tf.SpaceToBatchNDInputs, tf.SpaceToBatchNDAttrs>('SpaceToBatchND', ({ inputs: { x }, attrs, backend }) => {
  const { blockShape, paddings } = attrs;
  const blocks = blockShape.reduce((product, length) => product * length, 1);
  const all = [[0, 0], ...paddings, ...x.shape.slice(1 + blockShape.length).map(() => [0, 0])];
  const padded = x.shape.map((length, axis) => all[axis]![0]! + length + all[axis]![1]!);
  const reshaped = getReshaped(padded, blockShape, blocks, false);
  const order = getPermuted(reshaped.length, blockShape.length, false);
  const shape = getReshapedPermuted(padded, blockShape, blocks, false);
  const key = `SpaceToBatchND ${blockShape.join()} ${paddings.join()}`;
  return record(backend, key, [x], shape, x.dtype, (graph, [a]) => {
    const pads = graph.ints([...all.map((pair) => pair[0]!), ...all.map((pair) => pair[1]!)]);
    const larger = graph.op('Pad', [graph.use(a), pads]);
    return graph.reshape(graph.permute(graph.reshape(larger, reshaped), reshaped, order), shape);
  });
});

kernel<tf.DiagInputs>('Diag', ({ inputs: { x }, backend }) => {
  const size = tf.util.sizeFromShape(x.shape);
  return record(backend, 'Diag', [x], [...x.shape, ...x.shape], x.dtype, (graph, [a]) => {
    const at = graph.constant(
      Int32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? i / (size + 1) : size)),
      'int32',
      [size * size],
    );
    const longer = graph.op('Pad', [graph.reshape(graph.use(a), [size]), graph.ints([0, 1])]);
    return graph.reshape(graph.op('Gather', [longer, at]), [...x.shape, ...x.shape]);
  });
});
