import type * as tf from '@tensorflow/tfjs';

/** A network and its pairs, the same in every framework: weights and pictures are `wave`s, so that the losses can be compared. */
export type Work = {
  readonly name: string;
  readonly pairs: number;
  readonly shape: readonly number[];
  /** How many words the items are made of, where they are words and not numbers. */
  readonly words?: number;
  /** The network: its layers one after another, or whole. */
  layers?(): tf.layers.Layer[];
  model?(): tf.LayersModel;
  /** Why a peer's losses can't equal ours, where it has no such layer: then they aren't compared. */
  readonly differs?: string;
  /** How many of the first losses are compared: 3 unless said. Batch normalisation of few numbers multiplies differences as Adam does. */
  readonly compared?: number;
  /** What `apply` needs beside the items, made once for a batch of so many. */
  prepare?(items: number): unknown;
  /** How the network is applied, where that is more than one layer after another. */
  apply?(model: tf.LayersModel, x: tf.Tensor, prepared: unknown): tf.Tensor;
};

/** `length` values in (-scale, scale) that any language computes alike: `scale * sin(0.37 i^1.1 + 1.7 k)`. */
export function wave(length: number, k: number, scale: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => scale * Math.sin(0.37 * i ** 1.1 + 1.7 * k));
}

/** `length` numbers of words that any language computes alike, some 1,000 different ones: words come back, as they do in a text. */
export function wordNumbers(length: number, words: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => (((i * 7919 + 1) % 1009) * 29) % words);
}
