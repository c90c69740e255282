import * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { columnSums, wide } from './column-statistics.ts';
import { kernel } from './kernel.ts';

type Reduction = {
  readonly operator: string;
  /** Which type it is computed in, given the input's dtype. */
  readonly work: (dtype: tf.DataType) => string;
  readonly result: (dtype: tf.DataType) => tf.DataType;
};

/** int32 where the input is int32 or bool. */
const number = (dtype: tf.DataType): tf.DataType => (dtype === 'bool' ? 'int32' : dtype);
const same = (dtype: tf.DataType): tf.DataType => dtype;

const reductions: { readonly [name: string]: Reduction } = {
  Sum: { operator: 'ReduceSum', work: number, result: number },
  Prod: { operator: 'ReduceProd', work: number, result: number },
  Mean: { operator: 'ReduceMean', work: () => 'float32', result: () => 'float32' },
  Max: { operator: 'ReduceMax', work: number, result: same },
  Min: { operator: 'ReduceMin', work: number, result: same },
  All: { operator: 'ReduceMin', work: () => 'int32', result: same },
  Any: { operator: 'ReduceMax', work: () => 'int32', result: same },
};

/** What a reduction of no elements gives, where ONNX Runtime refuses to say; as in TensorFlow. */
const ofNothing: { readonly [name: string]: number } = {
  Max: -Infinity,
  Min: Infinity,
  Mean: NaN,
  Prod: 1,
  Sum: 0,
  All: 1,
  Any: 0,
};

type Attributes = { axis?: number | number[]; reductionIndices?: number | number[]; keepDims: boolean };

for (const [name, { operator, work, result }] of Object.entries(reductions)) {
  kernel<tf.UnaryInputs, Attributes>(name, ({ inputs: { x }, attrs, backend }) => {
    const axes = tf.util.parseAxisParam((attrs.axis ?? attrs.reductionIndices)!, x.shape);
    const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    const shape = attrs.keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
    const dtype = result(x.dtype);
    return record(backend, `${name} ${axes.join()}`, [x], shape, dtype, (graph, [a]) => {
      const type = work(x.dtype);
      if (a.shape.includes(0)) {
        const value = castName(graph, graph.float(ofNothing[name]!), 'float32', dtype);
        return graph.op('Expand', [value, graph.ints(shape)]);
      }
      const input = castName(graph, graph.use(a), x.dtype, type);
      const keepdims = shape.length === a.shape.length ? 1 : 0;
      const columns =
        !graph.portable && type === 'float32' && (name === 'Sum' || name === 'Mean') ? columnsLeft(a.shape, axes) : 0;
      if (columns > 0) {
        const rows = a.shape.reduce((size, length) => size * length, 1) / columns;
        const sums = columnSums(graph, wide(graph, input, rows, columns), name === 'Mean' ? 1 / rows : 1);
        return castName(graph, graph.reshape(sums, shape), type, dtype);
      }
      let reduced = axes.length === 0 ? input : graph.op(operator, [input, graph.ints(axes)], { keepdims });
      if (type === 'float32' && (name === 'Max' || name === 'Min') && axes.length > 0) {
        // ONNX Runtime passes NaN over; TensorFlow.js hands it on.
        const missing = castName(graph, graph.op('IsNaN', [input]), 'bool', 'uint8');
        const found = castName(
          graph,
          graph.op('ReduceMax', [missing, graph.ints(axes)], { keepdims }),
          'uint8',
          'bool',
        );
        reduced = graph.op('Where', [found, graph.float(NaN), reduced]);
      }
      return castName(graph, reduced, type, dtype);
    });
  });
}

/** How many numbers a sum over the first axes leaves, where adding up columns by a product pays; else 0. */
function columnsLeft(shape: readonly number[], axes: readonly number[]): number {
  const leading = axes.length > 0 && axes.length < shape.length && axes.every((axis, i) => axis === i);
  if (!leading) return 0;
  const columns = shape.slice(axes.length).reduce((size, length) => size * length, 1);
  const rows = shape.slice(0, axes.length).reduce((size, length) => size * length, 1);
  return columns > 1 && rows >= 32 ? columns : 0;
}
