import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import type { Graph } from '../graph/index.ts';
import { put, record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

/** Emits the part of `name` between two positions, on the given axes. */
export function slice(
  graph: Graph,
  name: string,
  from: readonly number[],
  to: readonly number[],
  axes: readonly number[],
): string {
  return graph.op('Slice', [name, graph.ints(from), graph.ints(to), graph.ints(axes)]);
}

/** Records `length` positions of one axis, beginning with `from`. */
export function sliceOfAxis(
  backend: OnnxBackend,
  x: tf.TensorInfo,
  axis: number,
  from: number,
  length: number,
  shape: readonly number[],
): tf.TensorInfo {
  return record(backend, `SliceOfAxis ${axis} ${from} ${length}`, [x], shape, x.dtype, (graph, [a]) => {
    const part = slice(graph, graph.use(a), [from], [from + length], [axis]);
    return shape.length === a.shape.length ? part : graph.reshape(part, shape);
  });
}

/** Whether it is a part of a loop's data, of which every turn takes another: where it begins must not be part of the key. */
function isRowsOfUploaded(backend: OnnxBackend, x: tf.TensorInfo, from: readonly number[], lengths: readonly number[]) {
  return (
    backend.value(x.dataId).uploaded &&
    lengths[0]! > 0 &&
    lengths[0]! < x.shape[0]! &&
    lengths.every((length, axis) => axis === 0 || (from[axis] === 0 && length === x.shape[axis]))
  );
}

function sliceRows(backend: OnnxBackend, x: tf.TensorInfo, from: number, lengths: readonly number[]): tf.TensorInfo {
  const start = put(backend, Int32Array.of(from), [1], 'int32');
  const rows = record(backend, 'SliceRows', [x, start], lengths, x.dtype, (graph, [a, begin]) => {
    const first = castName(graph, graph.use(begin), 'int32', 'int64');
    const end = graph.op('Add', [first, graph.ints([lengths[0]!])]);
    return graph.reshape(graph.op('Slice', [graph.use(a), first, end, graph.ints([0])]), lengths);
  });
  backend.disposeData(start.dataId);
  return rows;
}

kernel<tf.SliceInputs, tf.SliceAttrs>('Slice', ({ inputs: { x }, attrs: { begin, size }, backend }) => {
  const [from, lengths] = tf.slice_util.parseSliceParams(x as tf.Tensor, begin, size) as [number[], number[]];
  tf.slice_util.assertParamsValid(x as tf.Tensor, from, lengths);
  if (isRowsOfUploaded(backend, x, from, lengths)) return sliceRows(backend, x, from[0]!, lengths);
  return record(backend, `Slice ${from.join()}`, [x], lengths, x.dtype, (graph, [a]) => {
    const cut = from.flatMap((start, axis) => (start === 0 && lengths[axis] === a.shape[axis] ? [] : [axis]));
    if (cut.length === 0) return a;
    const starts = cut.map((axis) => from[axis]!);
    return slice(
      graph,
      graph.use(a),
      starts,
      cut.map((axis) => from[axis]! + lengths[axis]!),
      cut,
    );
  });
});

kernel<tf.StridedSliceInputs, tf.StridedSliceAttrs>('StridedSlice', ({ inputs: { x }, attrs, backend }) => {
  const { begin, end, strides, finalShape } = tf.slice_util.sliceInfo(
    x.shape,
    attrs.begin,
    attrs.end,
    attrs.strides,
    attrs.beginMask,
    attrs.endMask,
    attrs.ellipsisMask,
    attrs.newAxisMask,
    attrs.shrinkAxisMask,
  );
  const key = `StridedSlice ${begin.join()} ${end.join()} ${strides.join()}`;
  return record(backend, key, [x], finalShape, x.dtype, (graph, [a]) => {
    if (begin.length === 0) return graph.reshape(graph.use(a), finalShape);
    const axes = begin.map((_, axis) => axis);
    // Counting down to the first position ends before it: -1 would be the last.
    const ends = end.map((to, axis) => (strides[axis]! < 0 && to < 0 ? -(2 ** 31) : to));
    const names = [begin, ends, axes, strides].map((list) => graph.ints(list));
    return graph.reshape(graph.op('Slice', [graph.use(a), ...names]), finalShape);
  });
});

kernel<tf.ReverseInputs, tf.ReverseAttrs>('Reverse', ({ inputs: { x }, attrs: { dims }, backend }) => {
  const axes = tf.util.parseAxisParam(dims, x.shape);
  return record(backend, `Reverse ${axes.join()}`, [x], x.shape, x.dtype, (graph, [a]) => {
    if (axes.length === 0) return a;
    const all = (value: number) => graph.ints(axes.map(() => value));
    return graph.op('Slice', [graph.use(a), all(-1), all(-(2 ** 31)), graph.ints(axes), all(-1)]);
  });
});

kernel<tf.SplitVInputs, tf.SplitVAttrs>('SplitV', ({ inputs: { x }, attrs, backend }) => {
  const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
  const lengths = tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits, axis);
  let from = 0;
  return lengths.map((length) => {
    const shape = x.shape.map((size, i) => (i === axis ? length : size));
    const part = sliceOfAxis(backend, x, axis, from, length, shape);
    from += length;
    return part;
  });
});

kernel<tf.UnpackInputs, tf.UnpackAttrs>('Unpack', ({ inputs: { value }, attrs, backend }) => {
  const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
  const shape = value.shape.filter((_, i) => i !== axis);
  return Array.from({ length: value.shape[axis]! }, (_, at) => sliceOfAxis(backend, value, axis, at, 1, shape));
});
