import * as tf from '@tensorflow/tfjs';
import { seedWeights } from '@siamese/core';
import type { NetworkOptions } from './network.ts';

/**
 * LeNet's shape with learned rectifiers (LeCun et al. 1998; PReLU: He et al. 2015, "Delving Deep into Rectifiers"):
 * `6c5-p2-16c5-p2-128-d`, valid padding, after each but the last a PReLU of one slope that starts at 0.25. With 2
 * dimensions on 28 x 28, where embeddings can be drawn as they are, it has 35,729 weights.
 *
 * @throws RangeError if the pictures are smaller than 16 pixels a side
 */
export function lenet({ height, width, channels, dimensions, seed }: NetworkOptions): tf.LayersModel {
  if (Math.min(height, width) < 16) {
    throw new RangeError(`lenet: pictures must be at least 16 x 16, got ${width} x ${height}`);
  }
  const kernelInitializer = 'zeros';
  const model = tf.sequential({
    name: 'lenet',
    layers: [
      tf.layers.conv2d({
        name: 'conv1',
        filters: 6,
        kernelSize: 5,
        kernelInitializer,
        inputShape: [height, width, channels],
      }),
      prelu('slope1', 3),
      tf.layers.maxPooling2d({ name: 'pool1', poolSize: 2, strides: 2 }),
      tf.layers.conv2d({ name: 'conv2', filters: 16, kernelSize: 5, kernelInitializer }),
      prelu('slope2', 3),
      tf.layers.maxPooling2d({ name: 'pool2', poolSize: 2, strides: 2 }),
      tf.layers.flatten({ name: 'flat' }),
      tf.layers.dense({ name: 'dense', units: 128, kernelInitializer }),
      prelu('slope3', 1),
      tf.layers.dense({ name: 'embedding', units: dimensions, kernelInitializer }),
    ],
  });
  return seedWeights(model, seed, (layer) => (layer === 'embedding' ? 'glorot' : 'he'));
}

/** One slope for all values of a layer. */
function prelu(name: string, axes: number): tf.layers.Layer {
  return tf.layers.prelu({
    name,
    sharedAxes: Array.from({ length: axes }, (_, axis) => axis + 1),
    alphaInitializer: tf.initializers.constant({ value: 0.25 }),
  });
}
