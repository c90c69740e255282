import * as tf from '@tensorflow/tfjs';
import { record } from '../tracer.ts';
import { convolve, filterGradient, inputGradient } from './convolution.ts';
import { kernel } from './kernel.ts';
import { windowKey, windowOf3D } from './window.ts';
import type { Window } from './window.ts';

type Shape5D = [number, number, number, number, number];
type Attributes = Pick<tf.Conv3DAttrs, 'strides' | 'pad'> & { readonly dilations?: tf.Conv3DAttrs['dilations'] };

function windowOf(x: readonly number[], filter: readonly number[], { strides, dilations, pad }: Attributes): Window {
  return windowOf3D(tf.backend_util.computeConv3DInfo(x as Shape5D, filter as Shape5D, strides, dilations ?? 1, pad));
}

kernel<tf.Conv3DInputs, tf.Conv3DAttrs>('Conv3D', ({ inputs: { x, filter }, attrs, backend }) => {
  const window = windowOf(x.shape, filter.shape, attrs);
  const shape = [window.batch, ...window.output, window.outChannels];
  return record(backend, `Conv3D ${windowKey(window)}`, [x, filter], shape, 'float32', (graph, [a, f]) =>
    convolve(graph, a, f, undefined, window, (_, map) => map),
  );
});

kernel<tf.Conv3DBackpropFilterV2Inputs, tf.Conv3DBackpropFilterV2Attrs>(
  'Conv3DBackpropFilterV2',
  ({ inputs: { x, dy }, attrs, backend }) => {
    const window = windowOf(x.shape, attrs.filterShape, attrs);
    const key = `Conv3DBackpropFilterV2 ${windowKey(window)}`;
    return record(backend, key, [x, dy], attrs.filterShape, 'float32', (graph, [a, d]) =>
      filterGradient(graph, a, d, window),
    );
  },
);

kernel<tf.Conv3DBackpropInputV2Inputs, tf.Conv3DBackpropInputV2Attrs>(
  'Conv3DBackpropInputV2',
  ({ inputs: { dy, filter }, attrs, backend }) => {
    const window = windowOf(attrs.inputShape, filter.shape, attrs);
    const key = `Conv3DBackpropInputV2 ${windowKey(window)}`;
    return record(backend, key, [dy, filter], attrs.inputShape, 'float32', (graph, [d, f]) =>
      inputGradient(graph, d, f, window),
    );
  },
);
