import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';

/*
 * `tf.layers.batchNormalization` in training is written as a dozen kernels, and its gradient as twice as many (which fails where
 * another axis than the last is normalised). On this backend the layer calls one kernel for each. `call` is the one method that does
 * it; everything else, other backends among them, keeps TensorFlow.js's own.
 */

type Weight = { read(): tf.Tensor; write(value: tf.Tensor): unknown };

/** What TensorFlow.js keeps private. */
type Layer = {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma?: Weight;
  readonly beta?: Weight;
  readonly movingMean: Weight;
  readonly movingVariance: Weight;
};
type Call = (this: Layer, inputs: tf.Tensor | tf.Tensor[], options: { training?: boolean }) => tf.Tensor | tf.Tensor[];

let installed = false;

/** Gives TensorFlow.js's batch normalisation the kernels of this backend while it trains on it. */
export function installBatchNormalization(): void {
  if (installed) return;
  installed = true;
  tf.registerGradient({
    kernelName: 'BatchNormTraining',
    inputsToSave: ['x', 'gamma', 'beta'],
    gradFunc: (slopes, [x, gamma, beta], attributes) => {
      const inputs = { x: x!, gamma: gamma!, beta: beta!, dy: (slopes as tf.Tensor[])[0]! };
      const made = tf.engine().runKernel('BatchNormTrainingGrad', inputs, attributes) as unknown as tf.Tensor[];
      return { x: () => made[0]!, gamma: () => made[1]!, beta: () => made[2]! };
    },
  });
  const prototype = Object.getPrototypeOf(tf.layers.batchNormalization()) as { call: Call };
  const original = prototype.call;
  prototype.call = function call(inputs, options) {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    const mine = options['training'] && input.size > 0 && tf.backend() instanceof OnnxBackend;
    return mine ? trainOnAxis(this, input) : original.call(this, inputs, options);
  };
}

function trainOnAxis(layer: Layer, x: tf.Tensor): tf.Tensor {
  const axis = layer.axis < 0 ? layer.axis + x.rank : layer.axis;
  if (axis === x.rank - 1) return train(layer, x);
  const axes = x.shape.map((_, i) => i);
  const toLast = [...axes.filter((i) => i !== axis), axis];
  const back = axes.map((i) => toLast.indexOf(i));
  return tf.tidy(() => tf.transpose(train(layer, tf.transpose(x, toLast)), back));
}

function train(layer: Layer, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const columns = x.shape.slice(-1);
    const inputs = { x, gamma: layer.gamma?.read() ?? tf.ones(columns), beta: layer.beta?.read() ?? tf.zeros(columns) };
    const attributes = { epsilon: layer.epsilon };
    const [y, mean, variance] = tf.engine().runKernel('BatchNormTraining', inputs, attributes) as unknown as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    move(layer.movingMean, mean, layer.momentum);
    move(layer.movingVariance, variance, layer.momentum);
    return y;
  });
}

/** `weight <- weight - (1 - momentum) * (weight - value)`, as TensorFlow.js has it. */
function move(weight: Weight, value: tf.Tensor, momentum: number): void {
  tf.tidy(() => {
    const old = weight.read();
    weight.write(tf.sub(old, tf.mul(tf.sub(old, value), 1 - momentum)));
  });
}
