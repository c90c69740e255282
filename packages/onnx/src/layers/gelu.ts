import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { gradientDepth } from '../gradients/gradient-depth.ts';

/*
 * The activations `gelu` and `gelu_new` are written as five and nine kernels, and their gradients as twice as many. On this backend
 * each is one. `apply` of the two is the one method that does it; second derivatives and other backends keep TensorFlow.js's own.
 */

type Activation = { apply(x: tf.Tensor, axis?: number): tf.Tensor };

let installed = false;

/** Gives TensorFlow.js's activations `gelu` and `gelu_new` one kernel each while they run on this backend. */
export function installGelu(): void {
  if (installed) return;
  installed = true;
  tf.registerGradient({
    kernelName: 'Gelu',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => tf.engine().runKernel('GeluGrad', { dy: dy as tf.Tensor, x: x! }, attributes) as tf.Tensor,
    }),
  });
  for (const [name, exact] of [
    ['gelu', true],
    ['gelu_new', false],
  ] as const) {
    const layer = tf.layers.activation({ activation: name as 'relu' }) as unknown as { activation: Activation };
    const prototype = Object.getPrototypeOf(layer.activation) as Activation;
    const original = prototype.apply;
    prototype.apply = function apply(x, axis) {
      const mine = tf.backend() instanceof OnnxBackend && x.dtype === 'float32' && gradientDepth() < 2;
      return mine ? (tf.engine().runKernel('Gelu', { x }, { exact }) as tf.Tensor) : original.call(this, x, axis);
    };
  }
}
