import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { record, recordMany } from '../tracer.ts';
import { activate, beforeActivation } from './activations.ts';
import type { sloped } from './activations.ts';
import { columnSums, wide } from './column-statistics.ts';
import { convolve, filterGradient, inputGradient } from './convolution.ts';
import { kernel } from './kernel.ts';
import { maxPoolGradientAboveZero } from './pooling.ts';
import { windowKey, windowOf2D } from './window.ts';

type Shape4D = [number, number, number, number];
type Attributes = Pick<tf.Conv2DAttrs, 'strides' | 'pad' | 'dataFormat' | 'dimRoundingMode'> & {
  readonly dilations?: tf.Conv2DAttrs['dilations'];
};

function infoOf(x: readonly number[], filter: readonly number[], attributes: Attributes) {
  return tf.backend_util.computeConv2DInfo(
    x as Shape4D,
    filter as Shape4D,
    attributes.strides,
    attributes.dilations ?? 1,
    attributes.pad,
    attributes.dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(attributes.dataFormat ?? 'NHWC'),
  );
}

type Operands = { readonly x: tf.TensorInfo; readonly filter: tf.TensorInfo };
type Fused = { bias?: tf.TensorInfo; preluActivationWeights?: tf.TensorInfo };
type Activation = { activation?: string; leakyreluAlpha?: number };

function conv2d(
  backend: OnnxBackend,
  { x, filter }: Operands,
  { bias, preluActivationWeights: alpha }: Fused,
  attributes: Attributes & Activation,
): tf.TensorInfo {
  const info = infoOf(x.shape, filter.shape, attributes);
  const window = windowOf2D(info);
  const { activation, leakyreluAlpha } = attributes;
  const inputs = [x, filter, ...(bias ? [bias] : []), ...(alpha ? [alpha] : [])];
  const key = `Conv2D ${windowKey(window)} ${activation} ${leakyreluAlpha} ${Boolean(bias)}`;
  return record(backend, key, inputs, info.outShape, 'float32', (graph, [a, f, ...rest]) => {
    const names = rest.map((symbol) => graph.use(symbol!));
    const offset = bias ? oneForEach(graph, names[0]!, bias, window.outChannels) : undefined;
    const map = convolve(
      graph,
      a!,
      f!,
      offset,
      window,
      (within, result) => (alpha ? result : activate(within, result, activation, undefined, leakyreluAlpha)),
      activation === 'relu',
    );
    if (!alpha) return map;
    // Slopes come in the caller's order; a vector has one for each channel.
    const perChannel = alpha.shape.length === 1 && !window.channelsLast;
    return activate(graph, map, activation, perChannel ? graph.reshape(names.at(-1)!, [-1, 1, 1]) : names.at(-1)!);
  });
}

/** A bias as a vector: ONNX Runtime does not spread a single number. */
function oneForEach(graph: Graph, name: string, bias: tf.TensorInfo, channels: number): string {
  const vector = graph.reshape(name, [-1]);
  return tf.util.sizeFromShape(bias.shape) === channels ? vector : graph.op('Expand', [vector, graph.ints([channels])]);
}

kernel<tf.Conv2DInputs, tf.Conv2DAttrs>('Conv2D', ({ inputs, attrs, backend }) => conv2d(backend, inputs, {}, attrs));

kernel<tf.FusedConv2DInputs, tf.FusedConv2DAttrs>('FusedConv2D', ({ inputs, attrs, backend }) =>
  conv2d(backend, inputs, inputs, attrs),
);

kernel<tf.Conv2DBackpropFilterInputs, tf.Conv2DBackpropFilterAttrs>(
  'Conv2DBackpropFilter',
  ({ inputs: { x, dy }, attrs, backend }) => {
    const window = windowOf2D(infoOf(x.shape, attrs.filterShape, attrs));
    const key = `Conv2DBackpropFilter ${windowKey(window)}`;
    return record(backend, key, [x, dy], attrs.filterShape, 'float32', (graph, [a, d]) =>
      filterGradient(graph, a, d, window),
    );
  },
);

kernel<tf.Conv2DBackpropInputInputs, tf.Conv2DBackpropInputAttrs>(
  'Conv2DBackpropInput',
  ({ inputs: { dy, filter }, attrs, backend }) => {
    const window = windowOf2D(infoOf(attrs.inputShape, filter.shape, attrs));
    const key = `Conv2DBackpropInput ${windowKey(window)}`;
    return record(backend, key, [dy, filter], attrs.inputShape, 'float32', (graph, [d, f]) =>
      inputGradient(graph, d, f, window),
    );
  },
);

type GradientInputs = { x: tf.TensorInfo; filter: tf.TensorInfo; y: tf.TensorInfo; dy: tf.TensorInfo };
type GradientAttributes = Attributes & { readonly activation: (typeof sloped)[number] };

/** The gradients of `activation(x * filter + bias)`, channels last, with respect to x, filter and bias. */
kernel<GradientInputs, GradientAttributes>('FusedConv2DGrad', ({ inputs: { x, filter, y, dy }, attrs, backend }) => {
  const window = windowOf2D(infoOf(x.shape, filter.shape, attrs));
  const { outChannels } = window;
  const rows = y.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const outputs = [x.shape, filter.shape, [outChannels]].map((shape) => [shape, 'float32'] as const);
  const key = `FusedConv2DGrad ${windowKey(window)} ${attrs.activation}`;
  return recordMany(backend, key, [x, filter, y, dy], outputs, (graph, [a, f, map, d]) => {
    const slope = slopeBefore(graph, d!, map!, attrs.activation);
    const symbol = { name: slope, shape: y.shape, dtype: 'float32' };
    return [
      inputGradient(graph, symbol, f, window),
      filterGradient(graph, a, symbol, window),
      graph.reshape(columnSums(graph, wide(graph, slope, rows, outChannels)), [outChannels]),
    ];
  });
});

/** The gradient before the activation; the map itself isn't asked for where nothing depends on it. */
function slopeBefore(graph: Graph, dy: GraphSymbol, y: GraphSymbol, activation: (typeof sloped)[number]): string {
  const given = graph.use(dy);
  if (activation === 'linear') return given;
  const map = graph.use(y);
  const before = (slope: string, value: string) => beforeActivation(graph, slope, value, activation);
  const pooled = activation === 'relu' ? maxPoolGradientAboveZero(graph, given, map, before) : undefined;
  return pooled ?? before(given, map);
}
