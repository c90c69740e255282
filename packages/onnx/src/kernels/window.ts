import type * as tf from '@tensorflow/tfjs';
import type { Attribute, Graph } from '../graph/index.ts';

/** How windows move over the axes of a picture (2) or of a volume (3): each field has a number for each axis. */
export type Window = {
  readonly batch: number;
  readonly channels: number;
  readonly outChannels: number;
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Length of the filter, and that of what it covers with its dilations. */
  readonly filter: readonly number[];
  readonly covered: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after; never more after than a window reaches. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly channelsLast: boolean;
};

type Info = tf.backend_util.Conv2DInfo;
type Info3D = tf.backend_util.Conv3DInfo;

/** The windows over a picture. */
export function windowOf2D(info: Info): Window {
  const { padInfo } = info;
  return complete({
    batch: info.batchSize,
    channels: info.inChannels,
    outChannels: info.outChannels,
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    filter: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [padInfo.top, padInfo.left],
    channelsLast: info.dataFormat === 'channelsLast',
  });
}

/** The windows over a volume. */
export function windowOf3D(info: Info3D): Window {
  const { padInfo } = info;
  return complete({
    batch: info.batchSize,
    channels: info.inChannels,
    outChannels: info.outChannels,
    input: [info.inDepth, info.inHeight, info.inWidth],
    output: [info.outDepth, info.outHeight, info.outWidth],
    filter: [info.filterDepth, info.filterHeight, info.filterWidth],
    strides: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
    before: [padInfo.front, padInfo.top, padInfo.left],
    channelsLast: info.dataFormat === 'channelsLast',
  });
}

function complete(window: Omit<Window, 'covered' | 'after'>): Window {
  const covered = window.filter.map((length, i) => (length - 1) * window.dilations[i]! + 1);
  const after = window.output.map((length, i) => {
    const reached = (length - 1) * window.strides[i]! + covered[i]!;
    return Math.max(0, reached - window.input[i]! - window.before[i]!);
  });
  return { ...window, covered, after };
}

/**
 * ONNX's attributes that say how a map is padded. A graph that will be compared with others (`open`) also says where these numbers are
 * what `same` would give: with a stride they depend on the map's length.
 */
export function padding(graph: Graph, window: Window): { readonly [name: string]: Attribute } {
  const pads = { pads: [...window.before, ...window.after] };
  return graph.open && isSame(window) ? { ...pads, auto_pad: 'SAME_UPPER' } : pads;
}

function isSame({ input, output, filter, strides, dilations, before, after }: Window): boolean {
  return input.every((length, i) => {
    const total = Math.max(0, (output[i]! - 1) * strides[i]! + filter[i]! - length);
    const half = Math.floor(total / 2);
    return (
      output[i] === Math.ceil(length / strides[i]!) &&
      dilations[i] === 1 &&
      before[i] === half &&
      after[i] === total - half
    );
  });
}

/** What tells one set of windows from another. */
export function windowKey(window: Window): string {
  const { input, output, filter, strides, dilations, before, after, channelsLast } = window;
  return [input, output, filter, strides, dilations, before, after, channelsLast].join(' ');
}

/** The shape of the input and of the output, channels last. */
export function inputShape({ batch, input, channels }: Window): number[] {
  return [batch, ...input, channels];
}

export function outputShape({ batch, output, outChannels }: Window): number[] {
  return [batch, ...output, outChannels];
}
