import * as tf from '@tensorflow/tfjs';
import { record, share } from '../tracer.ts';
import { kernel } from './kernel.ts';
import { averagePool, averagePoolGradient, keeps, maxPool, maxPoolGradient } from './pooling.ts';
import { inputShape, outputShape, windowKey, windowOf3D } from './window.ts';
import type { Window } from './window.ts';

type Attributes = Pick<tf.MaxPool3DGradAttrs, 'filterSize' | 'strides' | 'pad' | 'dimRoundingMode'>;

function windowOf(x: tf.TensorInfo, { filterSize, strides, pad, dimRoundingMode }: Attributes): Window {
  const shape = x.shape as [number, number, number, number, number];
  return windowOf3D(tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode));
}

kernel<tf.MaxPool3DInputs, tf.MaxPool3DAttrs>('MaxPool3D', ({ inputs: { x }, attrs, backend }) => {
  const window = windowOf(x, attrs);
  if (keeps(window)) return share(backend, x);
  return record(backend, `MaxPool3D ${windowKey(window)}`, [x], outputShape(window), 'float32', (graph, [a]) =>
    maxPool(graph, a, window),
  );
});

kernel<tf.MaxPool3DGradInputs, tf.MaxPool3DGradAttrs>(
  'MaxPool3DGrad',
  ({ inputs: { dy, input, output }, attrs, backend }) => {
    const window = windowOf(input, attrs);
    const key = `MaxPool3DGrad ${windowKey(window)}`;
    return record(backend, key, [dy, input, output], inputShape(window), 'float32', (graph, [d, x, y]) =>
      maxPoolGradient(graph, d, x, y, window),
    );
  },
);

kernel<tf.AvgPool3DInputs, tf.AvgPool3DAttrs>('AvgPool3D', ({ inputs: { x }, attrs, backend }) => {
  const window = windowOf(x, attrs);
  if (keeps(window)) return share(backend, x);
  return record(backend, `AvgPool3D ${windowKey(window)}`, [x], outputShape(window), 'float32', (graph, [a]) =>
    averagePool(graph, a, window),
  );
});

kernel<tf.AvgPool3DGradInputs, tf.AvgPool3DGradAttrs>('AvgPool3DGrad', ({ inputs: { dy, input }, attrs, backend }) => {
  const window = windowOf(input, attrs);
  return record(backend, `AvgPool3DGrad ${windowKey(window)}`, [dy], inputShape(window), 'float32', (graph, [d]) =>
    averagePoolGradient(graph, d, window),
  );
});
