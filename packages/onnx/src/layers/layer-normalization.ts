import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { gradientDepth } from '../gradients/gradient-depth.ts';

/*
 * `tf.layers.layerNormalization` is written as a dozen kernels that repeat means and weights to the shape of the input, and its gradient
 * takes those repetitions apart one by one. On this backend the layer calls one kernel for each. `call` is the one method that does it;
 * normalised axes that are not the last ones, second derivatives and other backends keep TensorFlow.js's own.
 */

type Weight = { read(): tf.Tensor };

/** What TensorFlow.js keeps private. */
type Layer = {
  readonly axis: readonly number[];
  readonly epsilon: number;
  readonly gamma: Weight | null;
  readonly beta: Weight | null;
};
type Call = (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: object) => tf.Tensor | tf.Tensor[];

let installed = false;

/** Gives TensorFlow.js's layer normalisation the kernels of this backend while it runs on it. */
export function installLayerNormalization(): void {
  if (installed) return;
  installed = true;
  tf.registerGradient({
    kernelName: 'LayerNorm',
    inputsToSave: ['x', 'gamma', 'beta'],
    // At once: the tidy around each function below would dispose what the others need.
    gradFunc: (slopes, [x, gamma, beta], attributes) => {
      const inputs = { x: x!, gamma: gamma!, beta: beta!, dy: [slopes].flat()[0]! };
      const made = tf.engine().runKernel('LayerNormGrad', inputs, attributes) as unknown as tf.Tensor[];
      return { x: () => made[0]!, gamma: () => made[1]!, beta: () => made[2]! };
    },
  });
  const prototype = Object.getPrototypeOf(tf.layers.layerNormalization()) as { call: Call };
  const original = prototype.call;
  prototype.call = function call(inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const mine =
      tf.backend() instanceof OnnxBackend &&
      (!Array.isArray(inputs) || inputs.length === 1) &&
      x.size > 0 &&
      x.dtype === 'float32' &&
      gradientDepth() < 2 &&
      this.axis.every((axis, i) => axis === x.rank - this.axis.length + i);
    return mine ? normalize(this, x) : original.call(this, inputs, options);
  };
}

function normalize(layer: Layer, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const shape = x.shape.slice(-layer.axis.length);
    const inputs = { x, gamma: layer.gamma?.read() ?? tf.ones(shape), beta: layer.beta?.read() ?? tf.zeros(shape) };
    const [y] = tf.engine().runKernel('LayerNorm', inputs, { epsilon: layer.epsilon }) as unknown as [tf.Tensor];
    return y;
  });
}
