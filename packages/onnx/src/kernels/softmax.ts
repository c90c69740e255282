import type * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { elementWise } from './element-wise.ts';
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

type Slopes = { dy: tf.TensorInfo; y: tf.TensorInfo };
const FLOAT = { work: 'float32', result: 'float32' } as const;

// y * (dy - sum(dy * y))
kernel<Slopes, tf.SoftmaxAttrs>('SoftmaxGrad', ({ inputs: { dy, y }, attrs: { dim }, backend }) =>
  elementWise(backend, `SoftmaxGrad ${dim}`, [dy, y], y.shape, 'float32', FLOAT, (graph, [d, p]) => {
    const sum = graph.op('ReduceSum', [graph.op('Mul', [d!, p!]), graph.ints([dim])], { keepdims: 1 });
    return graph.op('Mul', [graph.op('Sub', [d!, sum]), p!]);
  }),
);

// dy - sum(dy) * exp(y)
kernel<Slopes, tf.LogSoftmaxAttrs>('LogSoftmaxGrad', ({ inputs: { dy, y }, attrs: { axis }, backend }) =>
  record(backend, `LogSoftmaxGrad ${axis}`, [dy, y], y.shape, 'float32', (graph, [d, logarithm]) => {
    const slope = graph.use(d);
    const sum = graph.op('ReduceSum', [slope, graph.ints([axis])], { keepdims: 1 });
    return graph.op('Sub', [slope, graph.op('Mul', [sum, graph.op('Exp', [graph.use(logarithm)])])]);
  }),
);
