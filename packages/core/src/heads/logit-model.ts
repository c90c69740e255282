import * as tf from '@tensorflow/tfjs';

/** A model of one dense layer without activation: `features . kernel + bias`, `[n, f]` to `[n, 1]`. */
export function logitModel(kernel: readonly number[], bias: number): tf.LayersModel {
  const layer = tf.layers.dense({
    name: 'logit',
    units: 1,
    inputShape: [kernel.length],
    kernelInitializer: 'zeros',
    biasInitializer: 'zeros',
  });
  const model = tf.sequential({ name: 'head', layers: [layer] });
  tf.tidy(() => layer.setWeights([tf.tensor2d([...kernel], [kernel.length, 1]), tf.tensor1d([bias])]));
  return model;
}

/** Runs a head's model on features `[n, f]` and gives the logits as `[n]`. */
export function logitsOf(model: tf.LayersModel, features: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => tf.reshape(model.apply(features) as tf.Tensor, [-1]) as tf.Tensor1D);
}
