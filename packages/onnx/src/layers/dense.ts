import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { gradientDepth } from '../gradients/gradient-depth.ts';
import { fusedActivation } from './fused-activation.ts';
import type { Activation } from './fused-activation.ts';

/*
 * While `tf.layers.dense` trains, TensorFlow.js computes the product, the bias and the activation as three kernels, and their gradients
 * as six. On this backend these are one and one. `call` is the one method that does it; predictions (which TensorFlow.js computes as
 * one kernel itself), second derivatives and other backends keep TensorFlow.js's own.
 */

type Weight = { read(): tf.Tensor };

/** What TensorFlow.js keeps private. */
type Layer = {
  readonly activation: Activation;
  readonly kernel: Weight;
  readonly bias: Weight | null;
  invokeCallHook(inputs: unknown, options: unknown): void;
};
type Call = (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: object) => tf.Tensor;

let installed = false;

/** Gives TensorFlow.js's dense layer one kernel for its training, and one for its gradient, on this backend. */
export function installDense(): void {
  if (installed) return;
  installed = true;
  tf.registerGradient({
    kernelName: '_FusedMatMul',
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc: (dy, [x, weights, y], { activation }) => {
      const inputs = { x: x!, weights: weights!, y: y!, dy: dy as tf.Tensor };
      const made = tf.engine().runKernel('DenseGrad', inputs, { activation: activation! }) as unknown as tf.Tensor[];
      return { a: () => made[0]!, b: () => made[1]!, bias: () => made[2]! };
    },
  });
  const prototype = Object.getPrototypeOf(tf.layers.dense({ units: 1 })) as { call: Call };
  const original = prototype.call;
  prototype.call = function call(inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const mine =
      gradientDepth() === 1 && x.dtype === 'float32' && x.size > 0 && tf.backend() instanceof OnnxBackend && x.rank > 1;
    return mine ? train(this, x, inputs, options) : original.call(this, inputs, options);
  };
}

function train(layer: Layer, x: tf.Tensor, inputs: tf.Tensor | tf.Tensor[], options: object): tf.Tensor {
  return tf.tidy(() => {
    layer.invokeCallHook(inputs, options);
    const [activation, rest] = fusedActivation(layer.activation);
    const given = { a: x, b: layer.kernel.read(), ...(layer.bias && { bias: layer.bias.read() }) };
    const attributes = { transposeA: false, transposeB: false, activation };
    const y = tf.engine().runKernel('_FusedMatMul', given, attributes) as tf.Tensor;
    return rest ? rest.apply(y) : y;
  });
}
