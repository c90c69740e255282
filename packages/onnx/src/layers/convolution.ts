import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { gradientDepth } from '../gradients/gradient-depth.ts';
import { fusedActivation } from './fused-activation.ts';
import type { Activation } from './fused-activation.ts';

/*
 * While `tf.layers.conv1d` and `conv2d` train, TensorFlow.js computes the convolution, the bias and the activation as three kernels, and
 * their gradients as five. On this backend these are one and one. `call` is the one method that does it; predictions, second
 * derivatives, channels first, causal padding and other backends keep TensorFlow.js's own.
 */

type Weight = { read(): tf.Tensor };

/** What TensorFlow.js keeps private. */
type Layer = {
  readonly rank: number;
  readonly activation: Activation;
  readonly kernel: Weight;
  readonly bias: Weight | null;
  readonly strides: number[];
  readonly dilationRate: number | number[];
  readonly padding: string;
  readonly dataFormat: string;
};
type Call = (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: object) => tf.Tensor;

let installed = false;

/** Gives TensorFlow.js's convolutions one kernel for their training, and one for its gradient, on this backend. */
export function installConvolution(): void {
  if (installed) return;
  installed = true;
  tf.registerGradient({
    kernelName: 'FusedConv2D',
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, [x, filter, y], attributes) => {
      const inputs = { x: x!, filter: filter!, y: y!, dy: dy as tf.Tensor };
      const made = tf.engine().runKernel('FusedConv2DGrad', inputs, attributes) as unknown as tf.Tensor[];
      return { x: () => made[0]!, filter: () => made[1]!, bias: () => made[2]! };
    },
  });
  const conv = Object.getPrototypeOf(tf.layers.conv1d({ filters: 1, kernelSize: 1 })) as object;
  const prototype = Object.getPrototypeOf(conv) as { call: Call };
  const original = prototype.call;
  prototype.call = function call(inputs, options) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const mine =
      gradientDepth() === 1 &&
      (this.rank === 1 || this.rank === 2) &&
      x.rank === this.rank + 2 &&
      x.dtype === 'float32' &&
      x.size > 0 &&
      this.padding !== 'causal' &&
      this.dataFormat === 'channelsLast' &&
      tf.backend() instanceof OnnxBackend;
    return mine ? train(this, x) : original.call(this, inputs, options);
  };
}

function train(layer: Layer, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const [activation, rest] = fusedActivation(layer.activation);
    const [sequences, filter] = [layer.rank === 1, layer.kernel.read()];
    const given = {
      x: sequences ? tf.expandDims(x, 1) : x,
      filter: sequences ? tf.expandDims(filter, 0) : filter,
      ...(layer.bias && { bias: layer.bias.read() }),
    };
    const attributes = {
      strides: sequences ? [1, layer.strides[0]!] : layer.strides,
      pad: layer.padding,
      dataFormat: 'NHWC',
      dilations: sequences ? [1, [layer.dilationRate].flat()[0]!] : layer.dilationRate,
      activation,
    };
    const map = tf.engine().runKernel('FusedConv2D', given, attributes) as tf.Tensor;
    const y = sequences ? tf.squeeze(map, [1]) : map;
    return rest ? rest.apply(y) : y;
  });
}
