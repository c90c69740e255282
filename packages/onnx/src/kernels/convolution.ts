import type { Graph, GraphSymbol } from '../graph/index.ts';
import {
  convolveInBlocks,
  convolvesInBlocks,
  filterGradientByBlocks,
  filterGradientInBlocks,
  inputGradientByBlocks,
} from './blocked.ts';
import { byColumns, columns } from './convolution-columns.ts';
import { byPhases, transposedByPhases } from './convolution-transposed.ts';
import { itemBlocks, overItems, sumOverItems } from './item-blocks.ts';
import { asChannelsLast, channelsFirst, fromChannelsFirst, fromChannelsLast } from './layout.ts';
import { inputShape, outputShape, padding } from './window.ts';
import type { Window } from './window.ts';

/* Convolutions over pictures and volumes, and their gradients, for channels first or last; filters are [...lengths, in, out]. */

/** ONNX's attributes of a convolution. */
function attributes({ strides, dilations, before, after, filter }: Window) {
  return { kernel_shape: filter, strides, dilations, pads: [...before, ...after] };
}

/** Points of a window, numbers in it, and how many windows an item has. */
const taps = ({ filter }: Window): number => filter.reduce((product, length) => product * length, 1);
const windowSize = (window: Window): number => taps(window) * window.channels;
const area = ({ output }: Window): number => output.reduce((product, length) => product * length, 1);

/** A filter [...lengths, in, out] as ONNX has it, [out, in, ...lengths]. */
function outInFirst(graph: Graph, filter: GraphSymbol): string {
  const rank = filter.shape.length;
  const order = [rank - 1, rank - 2, ...filter.shape.slice(0, -2).map((_, i) => i)];
  return graph.permute(graph.use(filter), filter.shape, order);
}

/** Emits a convolution; `finish` adds an activation (`relu` says whether it is that) before the map is put into the order asked for. */
export function convolve(
  graph: Graph,
  x: GraphSymbol,
  filter: GraphSymbol,
  bias: string | undefined,
  window: Window,
  finish: (within: Graph, map: string) => string,
  relu = false,
): string {
  const { channelsLast, outChannels } = window;
  if (channelsLast && convolvesInBlocks(graph, window)) {
    const map = convolveInBlocks(graph, graph.use(x), filter, bias, window, relu);
    return relu ? map : finish(graph, map);
  }
  const offset = bias === undefined ? [] : [bias];
  if (!graph.portable && byColumns(window)) {
    const width = windowSize(window);
    const weights = graph.reshape(graph.use(filter), [width, outChannels]);
    const given = { name: asChannelsLast(graph, x, channelsLast), shape: inputShape(window) };
    const count = itemBlocks(window.batch, area(window), width);
    const map = overItems(graph, count, window, given, outputShape(window).slice(1), (within, items, block) => {
      const rows = within.op('Gemm', [columns(within, items, block), weights, ...offset]);
      return finish(within, within.reshape(rows, outputShape(block)));
    });
    return fromChannelsLast(graph, map, outputShape(window), channelsLast);
  }
  const names = [channelsFirst(graph, x, channelsLast), outInFirst(graph, filter), ...offset];
  const map = graph.op('Conv', names, { ...attributes(window), ...padding(graph, window) });
  return fromChannelsFirst(graph, finish(graph, map), outputShape(window), channelsLast);
}

/** Emits the gradient with respect to the filter. */
export function filterGradient(graph: Graph, x: GraphSymbol, dy: GraphSymbol, window: Window): string {
  const { channelsLast, channels, outChannels, filter, strides, dilations, before, after } = window;
  const shape = [...filter, channels, outChannels];
  if (channelsLast && filterGradientInBlocks(graph, window)) {
    return filterGradientByBlocks(graph, graph.use(x), graph.use(dy), window);
  }
  if (byColumns(window)) {
    const width = windowSize(window);
    const given = [
      { name: asChannelsLast(graph, x, channelsLast), shape: inputShape(window) },
      { name: asChannelsLast(graph, dy, channelsLast), shape: outputShape(window) },
    ] as const;
    const count = itemBlocks(window.batch, area(window), width);
    const emit: Parameters<typeof sumOverItems>[5] = (within, [items, slopes], block, before) => {
      const factors = [columns(within, items, block), within.reshape(slopes, [-1, outChannels])];
      return within.op('Gemm', before === undefined ? factors : [...factors, before], { transA: 1 });
    };
    return graph.reshape(sumOverItems(graph, count, window, given, [width, outChannels], emit), shape);
  }
  // A convolution of x with dy, whose batch axis is the channels and whose channels are the batch.
  const swapped = (symbol: GraphSymbol) => {
    const rank = symbol.shape.length;
    const axes = Array.from({ length: rank - 2 }, (_, i) => i + (channelsLast ? 1 : 2));
    return graph.permute(graph.use(symbol), symbol.shape, [channelsLast ? rank - 1 : 1, 0, ...axes]);
  };
  const sums = graph.op('Conv', [swapped(x), swapped(dy)], {
    strides: dilations,
    dilations: strides,
    pads: [...before, ...after],
  });
  const axes = filter.map((_, i) => i + 2);
  const cut = graph.op('Slice', [sums, graph.ints(axes.map(() => 0)), graph.ints(filter), graph.ints(axes)]);
  return graph.permute(cut, [channels, outChannels, ...filter], [...axes, 0, 1]);
}

/** Emits the gradient with respect to the input. */
export function inputGradient(graph: Graph, given: GraphSymbol, filter: GraphSymbol, window: Window): string {
  const { channelsLast, input, output, strides, covered, before, after } = window;
  const dy = cutToOutput(graph, given, window);
  if (!graph.portable && byPhases(window)) {
    const given = { name: asChannelsLast(graph, dy, channelsLast), shape: outputShape(window) };
    const count = itemBlocks(window.batch, input[0]! * input[1]!, taps(window) * window.outChannels);
    const weights = graph.use(filter);
    const dx = overItems(graph, count, window, given, inputShape(window).slice(1), (within, items, block) =>
      transposedByPhases(within, items, weights, block, graph),
    );
    return fromChannelsLast(graph, dx, inputShape(window), channelsLast);
  }
  if (channelsLast && window.channels > 1 && convolvesInBlocks(graph, window)) {
    return inputGradientByBlocks(graph, graph.use(dy), filter, window);
  }
  // What no window reached at the far end; ONNX wants less of it than a stride, so the rest is padded.
  const unreached = input.map((length, i) => {
    return length - ((output[i]! - 1) * strides[i]! + covered[i]! - before[i]! - after[i]!);
  });
  const outside = unreached.map((length, i) => Math.min(length, strides[i]! - 1));
  let dx = graph.op('ConvTranspose', [channelsFirst(graph, dy, channelsLast), outInFirst(graph, filter)], {
    ...attributes(window),
    output_padding: outside,
  });
  const rest = unreached.map((length, i) => length - outside[i]!);
  if (rest.some((length) => length > 0)) {
    dx = graph.op('Pad', [dx, graph.ints([0, 0, ...rest.map(() => 0), 0, 0, ...rest])]);
  }
  return fromChannelsFirst(graph, dx, inputShape(window), channelsLast);
}

/** A gradient that is larger than the output (conv2dTranspose does not check it), cut to what the windows reach. */
function cutToOutput(graph: Graph, dy: GraphSymbol, { output, channelsLast }: Window): GraphSymbol {
  const axes = output.map((_, i) => i + (channelsLast ? 1 : 2));
  if (output.every((length, i) => dy.shape[axes[i]!] === length)) return dy;
  const starts = graph.ints(axes.map(() => 0));
  const name = graph.op('Slice', [graph.use(dy), starts, graph.ints(output), graph.ints(axes)]);
  const shape = dy.shape.map((length, axis) => (axes.includes(axis) ? output[axes.indexOf(axis)]! : length));
  return { name, shape, dtype: dy.dtype };
}
