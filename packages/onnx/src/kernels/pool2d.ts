import * as tf from '@tensorflow/tfjs';
import { record, share } from '../tracer.ts';
import { kernel } from './kernel.ts';
import { averagePool, averagePoolGradient, keeps, maxPool, maxPoolGradient } from './pooling.ts';
import { inputShape, outputShape, windowKey, windowOf2D } from './window.ts';
import type { Window } from './window.ts';

type Attributes = Pick<tf.MaxPoolAttrs, 'filterSize' | 'strides' | 'pad' | 'dimRoundingMode'>;

function windowOf(x: tf.TensorInfo, { filterSize, strides, pad, dimRoundingMode }: Attributes): Window {
  tf.util.assert(
    tf.backend_util.eitherStridesOrDilationsAreOne(strides, 1),
    () => `Error in pool: Either strides or dilations must be 1. Got strides ${strides} and dilations '1'`,
  );
  const shape = x.shape as [number, number, number, number];
  return windowOf2D(tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode));
}

kernel<tf.MaxPoolInputs, tf.MaxPoolAttrs>('MaxPool', ({ inputs: { x }, attrs, backend }) => {
  const window = windowOf(x, attrs);
  if (keeps(window)) return share(backend, x);
  return record(backend, `MaxPool ${windowKey(window)}`, [x], outputShape(window), 'float32', (graph, [a]) =>
    maxPool(graph, a, window),
  );
});

kernel<tf.MaxPoolGradInputs, tf.MaxPoolGradAttrs>(
  'MaxPoolGrad',
  ({ inputs: { dy, input, output }, attrs, backend }) => {
    const window = windowOf(input, attrs);
    const key = `MaxPoolGrad ${windowKey(window)}`;
    return record(backend, key, [dy, input, output], inputShape(window), 'float32', (graph, [d, x, y]) =>
      maxPoolGradient(graph, d, x, y, window),
    );
  },
);

kernel<tf.AvgPoolInputs, tf.AvgPoolAttrs>('AvgPool', ({ inputs: { x }, attrs, backend }) => {
  const window = windowOf(x, attrs);
  if (keeps(window)) return share(backend, x);
  return record(backend, `AvgPool ${windowKey(window)}`, [x], outputShape(window), 'float32', (graph, [a]) =>
    averagePool(graph, a, window),
  );
});

kernel<tf.AvgPoolGradInputs, tf.AvgPoolGradAttrs>('AvgPoolGrad', ({ inputs: { dy, input }, attrs, backend }) => {
  const window = windowOf(input, attrs);
  return record(backend, `AvgPoolGrad ${windowKey(window)}`, [dy], inputShape(window), 'float32', (graph, [d]) =>
    averagePoolGradient(graph, d, window),
  );
});
