import type * as tf from '@tensorflow/tfjs';
import { floatAttribute } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { elementWise } from './element-wise.ts';
import { kernel } from './kernel.ts';
import { channelsFirst, fromChannelsFirst } from './layout.ts';

kernel<tf.FusedBatchNormInputs, tf.FusedBatchNormAttrs>('FusedBatchNorm', ({ inputs, attrs, backend }) => {
  const { x, mean, variance } = inputs;
  // TensorFlow.js leaves out a scale of 1 and an offset of 0.
  const { scale, offset } = inputs as { scale?: tf.TensorInfo; offset?: tf.TensorInfo };
  const epsilon = attrs.varianceEpsilon ?? 0.001;
  const all = [x, mean, variance, ...(scale ? [scale] : []), ...(offset ? [offset] : [])];
  const key = `FusedBatchNorm ${epsilon} ${Boolean(scale)}`;
  const types = { work: 'float32', result: 'float32' } as const;
  return elementWise(backend, key, all, x.shape, 'float32', types, (graph, names) => {
    const [value, center, spread, ...rest] = names as [string, string, string, ...string[]];
    const deviation = graph.op('Sqrt', [graph.op('Add', [spread, graph.float(epsilon)])]);
    const factor = scale ? graph.op('Div', [rest[0]!, deviation]) : graph.op('Reciprocal', [deviation]);
    const scaled = graph.op('Mul', [graph.op('Sub', [value, center]), factor]);
    return offset ? graph.op('Add', [scaled, rest.at(-1)!]) : scaled;
  });
});

// tf.localResponseNormalization: x / (bias + alpha * sum of squares of the channels within depthRadius) ** beta.
kernel<tf.LRNInputs, tf.LRNAttrs>('LRN', ({ inputs: { x }, attrs, backend }) => {
  const { depthRadius, bias, alpha, beta } = attrs;
  const size = 2 * depthRadius + 1;
  const key = `LRN ${depthRadius} ${bias} ${alpha} ${beta}`;
  return record(backend, key, [x], x.shape, 'float32', (graph, [a]) => {
    const attributes = {
      size,
      bias: floatAttribute(bias),
      alpha: floatAttribute(alpha * size),
      beta: floatAttribute(beta),
    };
    return fromChannelsFirst(graph, graph.op('LRN', [channelsFirst(graph, a, true)], attributes), a.shape, true);
  });
});
