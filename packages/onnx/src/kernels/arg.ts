import * as tf from '@tensorflow/tfjs';
import { record, recordMany } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

for (const name of ['ArgMax', 'ArgMin']) {
  kernel<tf.ArgMaxInputs, tf.ArgMaxAttrs>(name, ({ inputs: { x }, attrs, backend }) => {
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
    const shape = x.shape.filter((_, i) => i !== axis);
    if (x.shape[axis] === 0 && !shape.includes(0)) {
      throw new RangeError(
        `onnx backend: ${name} of axis ${axis}, which has no elements (shape ${x.shape.join(' x ')})`,
      );
    }
    return record(backend, `${name} ${axis}`, [x], shape, 'int32', (graph, [a]) => {
      let input = castName(graph, graph.use(a), a.dtype, a.dtype === 'bool' ? 'int32' : a.dtype);
      if (a.dtype === 'float32') {
        // NaN is never larger or smaller than what was found before it, and nothing is than a NaN that comes first.
        const least = name === 'ArgMax' ? -Infinity : Infinity;
        const length = a.shape[axis]!;
        const places = Float32Array.from({ length }, (_, i) => (i === 0 ? -least : least));
        const shapeOfPlaces = a.shape.map((_, i) => (i === axis ? length : 1));
        const instead = graph.constant(places, 'float32', shapeOfPlaces);
        input = graph.op('Where', [graph.op('IsNaN', [input]), instead, input]);
      }
      return castName(graph, graph.op(name, [input], { axis, keepdims: 0 }), 'int64', 'int32');
    });
  });
}

kernel<tf.TopKInputs, tf.TopKAttrs>('TopK', ({ inputs: { x }, attrs: { k }, backend }) => {
  const shape = [...x.shape.slice(0, -1), k];
  const outputs = [[shape, x.dtype] as const, [shape, 'int32'] as const];
  return recordMany(backend, `TopK ${k}`, [x], outputs, (graph, [a]) => {
    const type = a.dtype === 'bool' ? 'int32' : a.dtype;
    const input = castName(graph, graph.use(a), a.dtype, type);
    const [values, indices] = graph.op('TopK', [input, graph.ints([k])], { axis: -1, sorted: 1 }, 2);
    return [castName(graph, values!, type, a.dtype), castName(graph, indices!, 'int64', 'int32')];
  });
});
