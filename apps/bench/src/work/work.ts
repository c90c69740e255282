import type * as tf from '@tensorflow/tfjs';

/** A network and its pairs, the same in every framework: weights and pictures are `wave`s, so that the losses can be compared. */
export type Work = {
  readonly name: string;
  readonly pairs: number;
  readonly shape: readonly number[];
  layers(): tf.layers.Layer[];
};

/** `length` values in (-scale, scale) that any language computes alike: `scale * sin(0.37 i^1.1 + 1.7 k)`. */
export function wave(length: number, k: number, scale: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => scale * Math.sin(0.37 * i ** 1.1 + 1.7 * k));
}
