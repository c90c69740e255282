import * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

kernel<tf.SelectInputs>('Select', ({ inputs: { condition, t, e }, backend }) => {
  const dtype = tf.upcastType(t.dtype, e.dtype);
  // ONNX Runtime's Where knows no bool.
  const work = dtype === 'bool' ? 'uint8' : dtype;
  return record(backend, 'Select', [condition, t, e], t.shape, dtype, (graph, [c, then, otherwise]) => {
    let mask = castName(graph, graph.use(c), c.dtype, 'bool');
    // A vector chooses rows.
    if (c.shape.length === 1 && t.shape.length > 1) mask = graph.reshape(mask, [-1, ...t.shape.slice(1).map(() => 1)]);
    const parts = [then, otherwise].map((symbol) => castName(graph, graph.use(symbol), symbol.dtype, work));
    return castName(graph, graph.op('Where', [mask, ...parts]), work, dtype);
  });
});
