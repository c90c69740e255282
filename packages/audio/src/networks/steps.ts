import * as tf from '@tensorflow/tfjs';

/** A padded sequence inside a network: x `[n, steps, features]` and its mask `[n, steps]`. */
export type Steps = { readonly x: tf.SymbolicTensor; readonly mask: tf.SymbolicTensor };

/** The two inputs of a network, of any number of frames. */
export function stepsInput(features: number): Steps {
  return { x: tf.input({ name: 'x', shape: [null, features] }), mask: tf.input({ name: 'mask', shape: [null] }) };
}

/** A layer on the sequence and its mask. */
export function masked(layer: tf.layers.Layer, { x, mask }: Steps): Steps {
  return { x: layer.apply([x, mask]) as tf.SymbolicTensor, mask };
}

/** A layer on the sequence alone, which leaves its length as it is. */
export function each(layer: tf.layers.Layer, { x, mask }: Steps): Steps {
  return { x: layer.apply(x) as tf.SymbolicTensor, mask };
}
