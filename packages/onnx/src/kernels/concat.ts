import * as tf from '@tensorflow/tfjs';
import { record, share } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

kernel<tf.ConcatInputs, tf.ConcatAttrs>('Concat', ({ inputs, attrs, backend }) => {
  const all = Object.values(inputs as unknown as tf.TensorInfo[]);
  const axis = tf.util.parseAxisParam(attrs.axis, all[0]!.shape)[0]!;
  const shapes = all.map((input) => input.shape);
  tf.backend_util.assertParamsConsistent(shapes, axis);
  const shape = tf.backend_util.computeOutShape(shapes, axis);
  const parts = all.filter((input) => tf.util.sizeFromShape(input.shape) > 0);
  if (parts.length === 1) return share(backend, parts[0]!);
  const { dtype } = all[0]!;
  return record(backend, `Concat ${axis}`, parts, shape, dtype, (graph, symbols) => {
    const names = symbols.map((symbol) => castName(graph, graph.use(symbol), symbol.dtype, dtype));
    return graph.op('Concat', names, { axis });
  });
});

kernel<tf.PackInputs, tf.PackAttrs>('Pack', ({ inputs, attrs, backend }) => {
  const all = Object.values(inputs as unknown as tf.TensorInfo[]);
  const { shape: one, dtype } = all[0]!;
  const axis = attrs.axis < 0 ? attrs.axis + one.length + 1 : attrs.axis;
  for (const input of all) {
    tf.util.assertShapesMatch(one, input.shape, 'All tensors passed to stack must have matching shapes');
    tf.util.assert(input.dtype === dtype, () => 'All tensors passed to stack must have matching dtypes');
  }
  const shape = [...one.slice(0, axis), all.length, ...one.slice(axis)];
  const longer = [...one.slice(0, axis), 1, ...one.slice(axis)];
  return record(backend, `Pack ${axis}`, all, shape, dtype, (graph, symbols) =>
    graph.op(
      'Concat',
      symbols.map((symbol) => graph.reshape(graph.use(symbol), longer)),
      { axis },
    ),
  );
});
