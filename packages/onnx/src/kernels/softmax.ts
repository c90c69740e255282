import type * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';

kernel<tf.SoftmaxInputs, tf.SoftmaxAttrs>('Softmax', ({ inputs: { logits }, attrs: { dim }, backend }) =>
  record(backend, `Softmax ${dim}`, [logits], logits.shape, 'float32', (graph, [a]) =>
    graph.op('Softmax', [castName(graph, graph.use(a), a.dtype, 'float32')], { axis: dim }),
  ),
);

kernel<tf.LogSoftmaxInputs, tf.LogSoftmaxAttrs>('LogSoftmax', ({ inputs: { logits }, attrs: { axis }, backend }) =>
  record(backend, `LogSoftmax ${axis}`, [logits], logits.shape, 'float32', (graph, [a]) =>
    graph.op('LogSoftmax', [castName(graph, graph.use(a), a.dtype, 'float32')], { axis }),
  ),
);
