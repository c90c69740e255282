import type { Graph, GraphSymbol } from '../graph/index.ts';
import type { Window } from './window.ts';

/*
 * ONNX Runtime's own order of pictures, [n, c / block, h, w, block] (8 or 16 channels next to each other, as the processor's vectors
 * have it): its convolutions there read the map itself, where a product first needs a matrix of all windows, and run on all threads. It
 * uses them by itself where filters are constant; here the filters change, so their order is part of the graph. Each operator takes its
 * input from the blocked map of the operator before, if there is one.
 */

const DOMAIN = 'com.microsoft.nchwc';

/** The blocked maps of each graph, by the names of the same maps with channels last. */
const blockedMaps = new WeakMap<Graph, Map<string, string>>();

function mapsOf(graph: Graph): Map<string, string> {
  let maps = blockedMaps.get(graph);
  if (!maps) blockedMaps.set(graph, (maps = new Map()));
  return maps;
}

/** A map [n, h, w, c] in blocks. */
function intoBlocks(graph: Graph, name: string): string {
  return mapsOf(graph).get(name) ?? graph.op('ReorderInput', [name], { channels_last: 1 }, 1, DOMAIN);
}

/** A blocked map as [n, h, w, channels]. */
function fromBlocks(graph: Graph, blocked: string, channels: number): string {
  const name = graph.op('ReorderOutput', [blocked], { channels, channels_last: 1 }, 1, DOMAIN);
  mapsOf(graph).set(name, blocked);
  return name;
}

/** Where windows are whole, next to each other and larger than a point, and channels fill blocks. */
function fits({ block }: Graph, { input, filter, strides, dilations, before, after, outChannels }: Window): boolean {
  return (
    block > 0 &&
    input.length === 2 &&
    outChannels % block === 0 &&
    [...strides, ...dilations].every((length) => length === 1) &&
    [...before, ...after].every((padding) => padding === 0) &&
    filter.some((length) => length > 1)
  );
}

/** Whether a convolution is best done in blocks; a picture of one channel needs none. */
export function convolvesInBlocks(graph: Graph, window: Window): boolean {
  return fits(graph, window) && (window.channels === 1 || window.channels % graph.block === 0);
}

/** Whether the gradient with respect to the filter is: there the items are what channels are elsewhere. */
export function filterGradientInBlocks(graph: Graph, window: Window): boolean {
  return fits(graph, window) && window.batch % graph.block === 0;
}

type Convolution = {
  readonly filter: readonly number[];
  readonly padding?: readonly number[];
  readonly bias?: string | undefined;
  readonly relu?: boolean;
};

function convolve(graph: Graph, x: string, weights: string, { filter, padding, bias, relu }: Convolution): string {
  const ones = filter.map(() => 1);
  return graph.op(
    'Conv',
    bias === undefined ? [x, weights] : [x, weights, bias],
    {
      kernel_shape: filter,
      strides: ones,
      dilations: ones,
      pads: [...(padding ?? filter.map(() => 0)), ...(padding ?? filter.map(() => 0))],
      group: 1,
      ...(relu && { activation: 'Relu' }),
    },
    1,
    DOMAIN,
  );
}

/**
 * Filters as such a convolution takes them. `axes` says which of the axes of `shape` are the channels out and in; the others are the
 * window's. One channel in stays as it is.
 */
function filtersInBlocks(graph: Graph, name: string, shape: readonly number[], out: number, into: number): string {
  const { block } = graph;
  const single = shape[into] === 1;
  const split = shape.flatMap((length, axis) =>
    axis === out || (axis === into && !single) ? [length / block, block] : [length],
  );
  const at = (axis: number): number => {
    return axis + [out, ...(single ? [] : [into])].filter((other) => other < axis).length;
  };
  const window = shape.map((_, axis) => axis).filter((axis) => axis !== out && axis !== into);
  const order = [at(out), at(into), ...window.map(at), ...(single ? [] : [at(into) + 1]), at(out) + 1];
  const blocked = graph.op('Transpose', [graph.reshape(name, split)], { perm: order });
  return graph.reshape(blocked, [shape[out]!, shape[into]!, ...window.map((axis) => shape[axis]!)]);
}

/** Emits a convolution of `x` [n, h, w, c] with `filter` [height, width, c, o]. */
export function convolveInBlocks(
  graph: Graph,
  x: string,
  filter: GraphSymbol,
  bias: string | undefined,
  window: Window,
  relu: boolean,
): string {
  const { channels, outChannels, batch, input } = window;
  const weights = filtersInBlocks(graph, graph.use(filter), filter.shape, 3, 2);
  // One channel is the same first and last.
  const map = channels === 1 ? graph.reshape(x, [batch, 1, ...input]) : intoBlocks(graph, x);
  return fromBlocks(graph, convolve(graph, map, weights, { filter: window.filter, bias, relu }), outChannels);
}

/** Emits the gradient of `filter` from `x` [n, h, w, c] and `dy` [n, height, width, o]: `x` convolved with `dy`, items being channels. */
export function filterGradientByBlocks(graph: Graph, x: string, dy: string, window: Window): string {
  const { batch, channels, outChannels, input, output, filter } = window;
  const moved = graph.permute(x, [batch, ...input, channels], [3, 0, 1, 2]);
  const map = graph.op('ReorderInput', [moved], { channels_last: 0 }, 1, DOMAIN);
  const weights = filtersInBlocks(graph, dy, [batch, ...output, outChannels], 3, 0);
  const sums = convolve(graph, map, weights, { filter: output });
  const perChannel = graph.op('ReorderOutput', [sums], { channels: outChannels, channels_last: 1 }, 1, DOMAIN);
  return graph.permute(perChannel, [channels, ...filter, outChannels], [1, 2, 0, 3]);
}

/** Emits the gradient of x from `dy`: `dy`, padded, convolved with the filter turned around. */
export function inputGradientByBlocks(graph: Graph, dy: string, filter: GraphSymbol, window: Window): string {
  const { channels, outChannels, filter: taps } = window;
  const count = taps[0]! * taps[1]!;
  const last = graph.constant(
    Int32Array.from({ length: count }, (_, i) => count - 1 - i),
    'int32',
    [count],
  );
  const flat = graph.reshape(graph.use(filter), [count, channels, outChannels]);
  const turned = graph.op('Gather', [flat, last], { axis: 0 });
  const weights = filtersInBlocks(graph, turned, [...taps, channels, outChannels], 2, 3);
  const padding = taps.map((length) => length - 1);
  return fromBlocks(graph, convolve(graph, intoBlocks(graph, dy), weights, { filter: taps, padding }), channels);
}

/** Emits the maximum of each window of a map that is there in blocks, or gives undefined where it isn't. */
export function maxPoolInBlocks(
  graph: Graph,
  x: string,
  { filter, strides, before, after, channels }: Window,
): string | undefined {
  const blocked = mapsOf(graph).get(x);
  if (blocked === undefined) return undefined;
  const attributes = { kernel_shape: filter, strides, pads: [...before, ...after] };
  return fromBlocks(graph, graph.op('MaxPool', [blocked], attributes, 1, DOMAIN), channels);
}
