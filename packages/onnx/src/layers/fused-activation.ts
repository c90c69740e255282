import type * as tf from '@tensorflow/tfjs';
import { sloped } from '../kernels/activations.ts';

/** An activation of TensorFlow.js's layers. */
export type Activation = { getClassName(): string; apply(x: tf.Tensor): tf.Tensor };

/** Which activation a layer's kernel computes itself, and the one that is left to be applied, if it can't. */
export function fusedActivation(activation: Activation | null): [(typeof sloped)[number], Activation | undefined] {
  const own = sloped.find((name) => name === (activation?.getClassName() ?? 'linear'));
  return own ? [own, undefined] : ['linear', activation!];
}
