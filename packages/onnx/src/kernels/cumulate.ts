import * as tf from '@tensorflow/tfjs';
import { Graph } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

kernel<tf.CumsumInputs, tf.CumsumAttrs>('Cumsum', ({ inputs: { x }, attrs, backend }) => {
  const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
  const [exclusive, reverse] = [attrs.exclusive ? 1 : 0, attrs.reverse ? 1 : 0];
  const dtype = tf.upcastType(x.dtype, 'int32');
  return record(backend, `Cumsum ${axis} ${exclusive} ${reverse}`, [x], x.shape, dtype, (graph, [a]) => {
    const at = graph.constant(Int32Array.of(axis), 'int32', []);
    return graph.op('CumSum', [castName(graph, graph.use(a), a.dtype, dtype), at], { exclusive, reverse });
  });
});

// ONNX has no running product: a Scan along the axis.
kernel<tf.CumprodInputs, tf.CumprodAttrs>('Cumprod', ({ inputs: { x }, attrs, backend }) => {
  const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
  const { exclusive, reverse } = attrs;
  const dtype = tf.upcastType(x.dtype, 'int32');
  const rest = x.shape.filter((_, i) => i !== axis);
  return record(backend, `Cumprod ${axis} ${exclusive} ${reverse}`, [x], x.shape, dtype, (graph, [a]) => {
    const input = castName(graph, graph.use(a), a.dtype, dtype);
    const ones = graph.op('Expand', [castName(graph, graph.float(1), 'float32', dtype), graph.ints(rest)]);
    const body = new Graph(graph);
    const before = body.input(body.fresh(), dtype, rest);
    const element = body.input(body.fresh(), dtype, rest);
    const product = body.op('Mul', [before.name, element.name]);
    body.output(product, dtype, rest);
    body.output(body.op('Identity', [exclusive ? before.name : product]), dtype, rest);
    const direction = [reverse ? 1 : 0];
    const attributes = {
      body,
      num_scan_inputs: 1,
      scan_input_axes: [axis],
      scan_output_axes: [axis],
      scan_input_directions: direction,
      scan_output_directions: direction,
    };
    return graph.op('Scan', [ones, input], attributes, 2)[1]!;
  });
});
