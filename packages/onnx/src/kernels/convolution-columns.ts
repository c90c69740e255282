import type { Graph } from '../graph/index.ts';
import type { Window } from './window.ts';

/*
 * im2col: the windows of a picture as rows of a matrix, so that a convolution is one product in TensorFlow.js's own order. The rows
 * are one Gather by a constant index: ONNX Runtime's Gather runs on all threads, its Slice, Concat, Pad and Transpose on one. Equal
 * nodes are emitted once, so the filter's gradient shares the columns of the forward pass.
 */

/** From so many input channels on, columns and one product are faster than ONNX Runtime's Conv between two transpositions. */
export const CHANNELS_FOR_COLUMNS = 16;

/** Whether a two-dimensional convolution is done by columns. */
export function byColumns(window: Window): boolean {
  return window.input.length === 2 && window.channels >= CHANNELS_FOR_COLUMNS;
}

/** The windows of `x` ([n, h, w, c]) as a matrix [n * outHeight * outWidth, filterHeight * filterWidth * c]. */
export function columns(graph: Graph, x: string, window: Window): string {
  const { batch, channels, input, output, filter, strides, dilations, before, after } = window;
  const [h, w] = input as [number, number];
  if ([...filter, ...strides].every((length) => length === 1) && [...before, ...after].every((pad) => pad === 0)) {
    return graph.reshape(x, [batch * h * w, channels]);
  }
  const height = h + before[0]! + after[0]!;
  const width = w + before[1]! + after[1]!;
  const pads = [0, before[0]!, before[1]!, 0, 0, after[0]!, after[1]!, 0];
  const padded = height * width === h * w ? x : graph.op('Pad', [x, graph.ints(pads)]);
  const rows: number[] = [];
  for (let y = 0; y < output[0]!; y++) {
    for (let z = 0; z < output[1]!; z++) {
      for (let i = 0; i < filter[0]!; i++) {
        for (let j = 0; j < filter[1]!; j++) {
          rows.push((y * strides[0]! + i * dilations[0]!) * width + z * strides[1]! + j * dilations[1]!);
        }
      }
    }
  }
  const positions = graph.constant(Int32Array.from(rows), 'int32', [rows.length]);
  const gathered = graph.op('Gather', [graph.reshape(padded, [batch, height * width, channels]), positions], {
    axis: 1,
  });
  return graph.reshape(gathered, [batch * output[0]! * output[1]!, filter[0]! * filter[1]! * channels]);
}
