import type { Graph } from '../graph/index.ts';
import type { Window } from './window.ts';

/*
 * The gradient of a convolution with respect to its input, by products. A pixel gets what the windows that it was part of send back:
 * a row of dy's windows times the filter's taps there. Pixels whose (position + padding) leave the same remainder by the stride, a
 * phase, meet the same taps: one Gather and one product for each phase.
 */

/** Whether it is done by products; where the stride leaves gaps, or the map grows much, ONNX Runtime's ConvTranspose is faster. */
export function byPhases(window: Window): boolean {
  const { input, output, filter, strides, dilations, outChannels } = window;
  return (
    input.length === 2 &&
    outChannels >= 16 &&
    dilations.every((dilation) => dilation === 1) &&
    filter.every((length, i) => length >= strides[i]!) &&
    input[0]! * input[1]! < 1.3 * output[0]! * output[1]! * strides[0]! * strides[1]!
  );
}

/**
 * dx ([n, h, w, c]) of dy ([n, outHeight, outWidth, o]) and the filter ([filterHeight, filterWidth, c, o]); `outer` is the graph in which
 * filters are turned, once, if the rest runs in a loop.
 */
export function transposedByPhases(graph: Graph, dy: string, filter: string, window: Window, outer = graph): string {
  const { batch, channels, outChannels, input, output, filter: taps, strides, before } = window;
  const [h, w] = input as [number, number];
  const [outHeight, outWidth] = output as [number, number];
  const unit = [...taps, ...strides].every((length) => length === 1) && before.every((pad) => pad === 0);
  if (unit) {
    const [gradient, weights] = [graph.reshape(dy, [-1, outChannels]), outer.reshape(filter, [channels, outChannels])];
    return graph.reshape(graph.op('Gemm', [gradient, weights], { transB: 1 }), [batch, h, w, channels]);
  }
  // A row of zeros last, for taps outside dy.
  const flat = graph.reshape(dy, [batch, outHeight * outWidth, outChannels]);
  const rowsOfDy = graph.op('Pad', [flat, graph.ints([0, 0, 0, 0, 1, 0])]);
  const weights = outer.reshape(filter, [taps[0]! * taps[1]!, channels, outChannels]);
  const gather = (within: Graph, name: string, at: readonly number[], axis: number) =>
    within.op('Gather', [name, graph.constant(Int32Array.from(at), 'int32', [at.length])], { axis });
  const parts: string[] = [];
  const order: number[] = [];
  for (let phaseY = 0; phaseY < strides[0]!; phaseY++) {
    for (let phaseX = 0; phaseX < strides[1]!; phaseX++) {
      const ys = positions(h, strides[0]!, before[0]!, phaseY);
      const xs = positions(w, strides[1]!, before[1]!, phaseX);
      const is = positions(taps[0]!, strides[0]!, 0, phaseY);
      const js = positions(taps[1]!, strides[1]!, 0, phaseX);
      if (ys.length * xs.length === 0) continue;
      const rows: number[] = [];
      for (const y of ys) {
        for (const x of xs) {
          order.push(y * w + x);
          for (const i of is) {
            for (const j of js) {
              const a = (y + before[0]! - i) / strides[0]!;
              const b = (x + before[1]! - j) / strides[1]!;
              const outside = a < 0 || b < 0 || a >= outHeight || b >= outWidth;
              rows.push(outside ? outHeight * outWidth : a * outWidth + b);
            }
          }
        }
      }
      const pixels = ys.length * xs.length;
      const depth = is.length * js.length * outChannels;
      const used = is.flatMap((i) => js.map((j) => i * taps[1]! + j));
      const tapRows = used.length === taps[0]! * taps[1]! ? weights : gather(outer, weights, used, 0);
      const turned = outer.reshape(outer.op('Transpose', [tapRows], { perm: [0, 2, 1] }), [depth, channels]);
      const windows = graph.reshape(gather(graph, rowsOfDy, rows, 1), [batch * pixels, depth]);
      parts.push(graph.reshape(graph.op('Gemm', [windows, turned]), [batch, pixels, channels]));
    }
  }
  const shape = [batch, h, w, channels];
  if (parts.length === 1) return graph.reshape(parts[0]!, shape);
  const back = order.slice();
  order.forEach((pixel, i) => (back[pixel] = i));
  return graph.reshape(gather(graph, graph.op('Concat', parts, { axis: 1 }), back, 1), shape);
}

/** The positions of [0, length) whose distance from -padding leaves the remainder `phase`. */
function positions(length: number, stride: number, padding: number, phase: number): number[] {
  return Array.from({ length }, (_, i) => i).filter((i) => (i + padding) % stride === phase);
}
