import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { activate } from './activations.ts';
import { kernel } from './kernel.ts';
import { channelsFirst, fromChannelsFirst } from './layout.ts';
import { inputShape, outputShape, padding, windowKey, windowOf2D } from './window.ts';
import type { Window } from './window.ts';

/* Depthwise convolutions: a group for each channel. A filter is [height, width, channels, multiplier]. */

type Shape4D = [number, number, number, number];
type Attributes = Pick<tf.DepthwiseConv2dNativeAttrs, 'strides' | 'pad' | 'dilations' | 'dimRoundingMode'> & {
  readonly dataFormat?: 'NHWC' | 'NCHW';
};

function windowOf(x: readonly number[], filter: readonly number[], attributes: Attributes): Window {
  const { strides, dilations, pad, dimRoundingMode, dataFormat } = attributes;
  tf.util.assert(
    tf.backend_util.eitherStridesOrDilationsAreOne(strides, dilations ?? 1),
    () =>
      `Error in depthwiseConv2d: Either strides or dilations must be 1. Got strides ${strides} and dilations '${dilations}'`,
  );
  return windowOf2D(
    tf.backend_util.computeConv2DInfo(
      x as Shape4D,
      filter as Shape4D,
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      true,
      tf.backend_util.convertConv2DDataFormat(dataFormat ?? 'NHWC'),
    ),
  );
}

function attributesOf({ strides, dilations, before, after, channels, filter }: Window) {
  return { kernel_shape: filter, strides, dilations, pads: [...before, ...after], group: channels };
}

/** The filter as [channels * multiplier, 1, height, width]. */
function grouped(graph: Graph, filter: GraphSymbol, { outChannels, filter: lengths }: Window): string {
  const turned = graph.permute(graph.use(filter), filter.shape, [2, 3, 0, 1]);
  return graph.reshape(turned, [outChannels, 1, ...lengths]);
}

function depthwise(
  backend: OnnxBackend,
  { x, filter }: { readonly x: tf.TensorInfo; readonly filter: tf.TensorInfo },
  bias: tf.TensorInfo | undefined,
  alpha: tf.TensorInfo | undefined,
  attributes: Attributes & { activation?: string; leakyreluAlpha?: number },
): tf.TensorInfo {
  const window = windowOf(x.shape, filter.shape, attributes);
  const { activation, leakyreluAlpha } = attributes;
  const inputs = [x, filter, ...(bias ? [bias] : []), ...(alpha ? [alpha] : [])];
  const [n, ...rest] = outputShape(window) as [number, number, number, number];
  const shape = window.channelsLast ? [n, ...rest] : [n, rest[2]!, rest[0]!, rest[1]!];
  const key = `Depthwise ${windowKey(window)} ${activation} ${leakyreluAlpha} ${Boolean(bias)}`;
  return record(backend, key, inputs, shape, 'float32', (graph, [a, f, ...more]) => {
    const names = more.map((symbol) => graph.use(symbol!));
    const offset = bias ? [graph.reshape(names[0]!, [-1])] : [];
    const operands = [channelsFirst(graph, a!, window.channelsLast), grouped(graph, f!, window), ...offset];
    const map = graph.op('Conv', operands, { ...attributesOf(window), ...padding(graph, window) });
    const result = fromChannelsFirst(graph, map, outputShape(window), window.channelsLast);
    return activate(graph, result, activation, alpha ? names.at(-1) : undefined, leakyreluAlpha);
  });
}

kernel<tf.DepthwiseConv2dNativeInputs, tf.DepthwiseConv2dNativeAttrs>(
  'DepthwiseConv2dNative',
  ({ inputs, attrs, backend }) => depthwise(backend, inputs, undefined, undefined, attrs),
);

kernel<tf.FusedDepthwiseConv2DInputs, tf.FusedDepthwiseConv2DAttrs>(
  'FusedDepthwiseConv2D',
  ({ inputs, attrs, backend }) => depthwise(backend, inputs, inputs.bias, inputs.preluActivationWeights, attrs),
);

kernel<tf.DepthwiseConv2dNativeBackpropInputInputs, tf.DepthwiseConv2dNativeBackpropInputAttrs>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ inputs: { dy, filter }, attrs, backend }) => {
    const window = windowOf(attrs.inputShape, filter.shape, attrs);
    const key = `DepthwiseConv2dNativeBackpropInput ${windowKey(window)}`;
    return record(backend, key, [dy, filter], attrs.inputShape, 'float32', (graph, [d, f]) => {
      const { input, output, strides, covered, before, after } = window;
      const rest = input.map(
        (length, i) => length - ((output[i]! - 1) * strides[i]! + covered[i]! - before[i]! - after[i]!),
      );
      const dx = graph.op(
        'ConvTranspose',
        [channelsFirst(graph, d, true), grouped(graph, f, window)],
        attributesOf(window),
      );
      const padded = rest.every((length) => length === 0)
        ? dx
        : graph.op('Pad', [dx, graph.ints([0, 0, 0, 0, 0, 0, ...rest])]);
      return fromChannelsFirst(graph, padded, inputShape(window), true);
    });
  },
);

kernel<tf.DepthwiseConv2dNativeBackpropFilterInputs, tf.DepthwiseConv2dNativeBackpropFilterAttrs>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ inputs: { x, dy }, attrs, backend }) => {
    const window = windowOf(x.shape, attrs.filterShape, attrs);
    const key = `DepthwiseConv2dNativeBackpropFilter ${windowKey(window)}`;
    return record(backend, key, [x, dy], attrs.filterShape, 'float32', (graph, [a, d]) => {
      // A convolution of x with dy: a group for each channel, in which the batch takes the place of the channels.
      const { batch, channels, outChannels, input, output, filter, strides, dilations, before, after } = window;
      const turned = (symbol: GraphSymbol) => graph.permute(graph.use(symbol), symbol.shape, [3, 0, 1, 2]);
      const sums = graph.op(
        'Conv',
        [
          graph.reshape(turned(a), [1, channels * batch, ...input]),
          graph.reshape(turned(d), [outChannels, batch, ...output]),
        ],
        { strides: dilations, dilations: strides, pads: [...before, ...after], group: channels },
      );
      const cut = graph.op('Slice', [sums, graph.ints([0, 0]), graph.ints(filter), graph.ints([2, 3])]);
      const multiplier = outChannels / channels;
      return graph.permute(
        graph.reshape(cut, [channels, multiplier, ...filter]),
        [channels, multiplier, ...filter],
        [2, 3, 0, 1],
      );
    });
  },
);
