import type { Graph, GraphSymbol } from '../graph/index.ts';
import { maxPoolInBlocks } from './blocked.ts';
import { castName } from './cast-name.ts';
import { channelsFirst, fromChannelsFirst } from './layout.ts';
import { inputShape, outputShape, padding } from './window.ts';
import type { Window } from './window.ts';

/* Pooling over pictures and volumes, channels last, and its gradients. */

function attributes(graph: Graph, window: Window) {
  return { kernel_shape: window.filter, strides: window.strides, ...padding(graph, window) };
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** ONNX Runtime's pooling takes no padding as long as a window: then the map is padded first. Returns the map and its windows. */
function padded(graph: Graph, map: string, window: Window, value: number): [string, Window] {
  const { batch, channels, filter, before, after, input } = window;
  if (filter.every((length, i) => before[i]! < length && after[i]! < length)) return [map, window];
  const pads = [0, 0, ...before, 0, 0, ...after];
  const none = input.map(() => 0);
  const longer = input.map((length, i) => before[i]! + length + after[i]!);
  // Padded as so many maps of one channel: next to each other, ONNX Runtime would join padding and pooling again, and fail.
  const maps = graph.reshape(map, [batch * channels, 1, ...input]);
  const larger = graph.op('Pad', [maps, graph.ints(pads), graph.float(value)]);
  return [graph.reshape(larger, [batch, channels, ...longer]), { ...window, input: longer, before: none, after: none }];
}

/** Whether each element of the map is in exactly one window. */
function tiles({ input, output, filter, strides }: Window): boolean {
  return input.every((length, i) => filter[i] === strides[i] && length === output[i]! * filter[i]!);
}

/** Whether windows of one element keep the map's shape: TensorFlow.js then returns the map itself, whatever the strides. */
export function keeps({ input, output, filter }: Window): boolean {
  return input.every((length, i) => filter[i] === 1 && output[i] === length);
}

/** Emits the maximum of each window. */
export function maxPool(graph: Graph, x: GraphSymbol, window: Window): string {
  const { filter, before, after } = window;
  const whole = filter.length === 2 && filter.every((length, i) => before[i]! < length && after[i]! < length);
  const blocked = whole ? maxPoolInBlocks(graph, graph.use(x), window) : undefined;
  if (blocked !== undefined) return blocked;
  const [map, moved] = padded(graph, channelsFirst(graph, x, true), window, -Infinity);
  return fromChannelsFirst(graph, graph.op('MaxPool', [map], attributes(graph, moved)), outputShape(window), true);
}

/** Emits the gradient of the maximum of each window: it goes to the first element that equals it. */
export function maxPoolGradient(graph: Graph, dy: GraphSymbol, x: GraphSymbol, y: GraphSymbol, window: Window): string {
  if (window.input.length === 2 && tiles(window)) return maxPoolGradientOfTiles(graph, dy, x, y, window);
  const { batch, channels, input, before } = window;
  const [map, moved] = padded(graph, channelsFirst(graph, x, true), window, -Infinity);
  const [, positions] = graph.op('MaxPool', [map], attributes(graph, moved), 2);
  const flat = (name: string) => graph.reshape(name, [-1]);
  const zeros = graph.op('Expand', [graph.float(0), graph.ints([batch * channels * size(moved.input)])]);
  const gradient = flat(channelsFirst(graph, dy, true));
  // Windows that overlap: what they send back adds up.
  const sums = graph.op('ScatterElements', [zeros, flat(positions!), gradient], { axis: 0, reduction: 'add' });
  let dx = graph.reshape(sums, [batch, channels, ...moved.input]);
  if (moved !== window) {
    const axes = input.map((_, i) => i + 2);
    const ends = input.map((length, i) => before[i]! + length);
    dx = graph.op('Slice', [dx, graph.ints(before), graph.ints(ends), graph.ints(axes)]);
  }
  return fromChannelsFirst(graph, dx, inputShape(window), true);
}

/** Of gradients that windows which tile a map sent back, by the names of the gradients: the map, and how it is with another `dy`. */
const sentBack = new WeakMap<Graph, Map<string, { x: string; y: string; dy: string; again: (dy: string) => string }>>();

/** The same where windows tile the map, without leaving channels last. */
function maxPoolGradientOfTiles(graph: Graph, dy: GraphSymbol, x: GraphSymbol, y: GraphSymbol, window: Window): string {
  const given = { x: graph.use(x), y: graph.use(y), dy: graph.use(dy) };
  const again = (slope: string) => backToFirst(graph, slope, given.x, given.y, window);
  const dx = again(given.dy);
  const known = sentBack.get(graph) ?? new Map<string, typeof given & { again: typeof again }>();
  sentBack.set(graph, known.set(dx, { ...given, again }));
  return dx;
}

/**
 * Emits what is left of the gradient `dx` of a map where the map `x` is above 0, if `dx` came from the maxima of windows that tile it: a
 * window's maximum says it for all that it sends back, and maxima are fewer. Gives undefined where it came from elsewhere.
 */
export function maxPoolGradientAboveZero(
  graph: Graph,
  dx: string,
  x: string,
  aboveZero: (dy: string, y: string) => string,
): string | undefined {
  const known = sentBack.get(graph)?.get(dx);
  return known?.x === x ? known.again(aboveZero(known.dy, known.y)) : undefined;
}

/**
 * Sends each element of `dy` to the first element of its window that equals the window's maximum: to the last one where no other does.
 * ONNX Runtime's Where takes several times as long as a product with 0 and 1.
 */
function backToFirst(graph: Graph, dy: string, x: string, y: string, window: Window): string {
  const { batch, channels: c, output, filter } = window;
  const [kh, kw] = filter as [number, number];
  const [oh, ow] = output as [number, number];
  const view = graph.reshape(x, [batch * oh, kh, ow, kw * c]);
  let left = dy;
  const sent = (i: number, j: number): string => {
    if (i === kh - 1 && j === kw - 1) return left;
    const bounds = [graph.ints([i, j * c]), graph.ints([i + 1, (j + 1) * c]), graph.ints([1, 3])];
    const corner = graph.reshape(graph.op('Slice', [view, ...bounds]), [batch, oh, ow, c]);
    const equal = castName(graph, graph.op('Equal', [corner, y]), 'bool', 'float32');
    const part = graph.op('Mul', [left, equal]);
    left = graph.op('Sub', [left, part]);
    return part;
  };
  const rows = Array.from({ length: kh }, (_, i) => {
    const row = Array.from({ length: kw }, (_, j) => graph.reshape(sent(i, j), [batch * oh, 1, ow, c]));
    return row.length === 1 ? row[0]! : graph.op('Concat', row, { axis: 3 });
  });
  const map = rows.length === 1 ? rows[0]! : graph.op('Concat', rows, { axis: 1 });
  return graph.reshape(map, inputShape(window));
}

/** How many elements of the map each window holds, [1, ...output, 1]; one number where that is the same for all. */
function counts(graph: Graph, { input, output, filter, strides, before }: Window): string {
  const perAxis = output.map((length, i) =>
    Array.from({ length }, (_, at) => {
      const from = at * strides[i]! - before[i]!;
      return Math.max(0, Math.min(input[i]!, from + filter[i]!) - Math.max(0, from));
    }),
  );
  const all = perAxis.reduce<number[]>((so, axis) => so.flatMap((a) => axis.map((b) => a * b)), [1]);
  // Where a window holds nothing, the sum is 0, and so is the mean.
  const whole = all.map((count) => Math.max(1, count));
  if (whole.every((count) => count === whole[0])) return graph.float(whole[0]!);
  return graph.constant(Float32Array.from(whole), 'float32', [1, ...output, 1]);
}

/** Emits the mean of what each window holds of the map; padding doesn't count. */
export function averagePool(graph: Graph, x: GraphSymbol, window: Window): string {
  const { batch, channels, input, output } = window;
  if (size(output) === 1 && coversAll(window)) {
    const rows = graph.reshape(graph.use(x), [batch, size(input), channels]);
    return graph.reshape(graph.op('ReduceMean', [rows, graph.ints([1])]), outputShape(window));
  }
  const map = channelsFirst(graph, x, true);
  const [larger, moved] = padded(graph, map, window, 0);
  const pooled = graph.op('AveragePool', [larger], attributes(graph, moved));
  const result = fromChannelsFirst(graph, pooled, outputShape(window), true);
  if (moved === window) return result;
  return graph.op('Mul', [result, graph.op('Div', [graph.float(size(window.filter)), counts(graph, window)])]);
}

/**
 * Emits the gradient of the mean of each window. Where a window reaches beyond the map, each element gets the share of a whole window,
 * as TensorFlow.js's specs want it, although the mean itself doesn't count padding.
 */
export function averagePoolGradient(graph: Graph, dy: GraphSymbol, window: Window): string {
  const { batch, channels, input, output, filter, strides, before, after } = window;
  const shares = graph.op('Div', [graph.use(dy), graph.float(size(filter))]);
  if (size(output) === 1 && coversAll(window)) {
    return graph.op('Expand', [shares, graph.ints(inputShape(window))]);
  }
  if (tiles(window)) {
    const single = output.flatMap((length) => [length, 1]);
    const spread = output.flatMap((length, i) => [length, filter[i]!]);
    const narrow = graph.reshape(shares, [batch, ...single, channels]);
    return graph.reshape(graph.op('Expand', [narrow, graph.ints([batch, ...spread, channels])]), inputShape(window));
  }
  const reach = input.map(
    (length, i) => length - ((output[i]! - 1) * strides[i]! + filter[i]! - before[i]! - after[i]!),
  );
  const symbol = { name: shares, shape: dy.shape, dtype: dy.dtype };
  const ones = graph.op('Expand', [graph.float(1), graph.ints([1, 1, ...filter])]);
  // Every channel for itself: channels join the batch.
  const maps = graph.reshape(channelsFirst(graph, symbol, true), [batch * channels, 1, ...output]);
  let dx = graph.op('ConvTranspose', [maps, ones], { kernel_shape: filter, strides, pads: [...before, ...after] });
  if (reach.some((length) => length > 0))
    dx = graph.op('Pad', [dx, graph.ints([0, 0, ...reach.map(() => 0), 0, 0, ...reach])]);
  return fromChannelsFirst(graph, graph.reshape(dx, [batch, channels, ...input]), inputShape(window), true);
}

/** Whether the first window holds the whole map. */
function coversAll({ input, filter, before }: Window): boolean {
  return input.every((length, i) => filter[i]! - before[i]! >= length);
}
