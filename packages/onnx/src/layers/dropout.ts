import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { dropoutMask } from './dropout-mask.ts';

/*
 * TensorFlow.js draws the numbers of a dropout one by one from a generator that it makes anew for each call, and rounds them by two
 * kernels more. On this backend the layers draw a mask of the finished factors at once. `call` is the one method that does it; layers
 * with a seed, whose numbers are promised, and other backends keep TensorFlow.js's own.
 */

/** What TensorFlow.js keeps private. */
type Layer = {
  readonly rate: number;
  readonly seed?: number | null;
  getNoiseShape(x: tf.Tensor): readonly number[] | null;
  invokeCallHook(inputs: unknown, options: unknown): void;
};
type Call = (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: { training?: boolean }) => tf.Tensor;

let installed = false;

/** Gives TensorFlow.js's dropout layers masks that are drawn at once, while they train on this backend. */
export function installDropout(): void {
  if (installed) return;
  installed = true;
  const prototype = Object.getPrototypeOf(tf.layers.dropout({ rate: 0.5 })) as { call: Call };
  const original = prototype.call;
  prototype.call = function call(inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const draws = options.training === true && this.rate > 0 && this.rate < 1 && (this.seed ?? null) === null;
    const mine = draws && x.dtype === 'float32' && tf.backend() instanceof OnnxBackend;
    if (!mine) return original.call(this, inputs, options);
    return tf.tidy(() => {
      this.invokeCallHook(inputs, options);
      const shape = (this.getNoiseShape(x) ?? x.shape).map((length, axis) => length ?? x.shape[axis]!);
      return tf.mul(x, tf.tensor(dropoutMask(tf.util.sizeFromShape(shape), this.rate), shape));
    });
  };
}
