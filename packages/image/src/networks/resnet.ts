import * as tf from '@tensorflow/tfjs';
import { seedWeights } from '@siamese/core';
import type { NetworkOptions } from './network.ts';

/** The shape of a residual network. */
export type ResnetOptions = {
  /** Channels of each stage; each stage but the first halves the picture's sides. Default [32, 64, 128]. */
  readonly widths?: readonly number[];
  /** Residual blocks in each stage. Default 1. */
  readonly blocks?: number;
  /** The stride of the first convolution. Default 2: a step takes a third of the time that it takes with 1. */
  readonly stride?: number;
};

/**
 * A small residual network (He et al. 2015, "Deep Residual Learning for Image Recognition"): a 3 x 3 convolution, stages
 * of blocks, the mean over all places, a linear layer of `dimensions`. A block is two 3 x 3 convolutions, each with batch
 * normalisation, added to what came in (through a 1 x 1 convolution where the shape changes), then ReLU. 0.3 million
 * weights by default; the mean over all places makes it fit any size of picture.
 *
 * @throws RangeError if widths is empty
 */
export function resnet(o: NetworkOptions & ResnetOptions): tf.LayersModel {
  const { height, width, channels, dimensions, seed, widths = [32, 64, 128], blocks = 1, stride = 2 } = o;
  if (widths.length === 0) throw new RangeError('resnet: widths must have at least one stage, got none');
  const input = tf.input({ name: 'x', shape: [height, width, channels] });
  let x = relu('stem', convolution('stem', input, widths[0]!, 3, stride));
  widths.forEach((filters, stage) => {
    for (let b = 0; b < blocks; b++) {
      const shrinks = stage > 0 && b === 0;
      const changes = b === 0 && x.shape[3] !== filters;
      x = block(`stage${stage + 1}_block${b + 1}`, x, filters, shrinks ? 2 : 1, shrinks || changes);
    }
  });
  x = tf.layers.globalAveragePooling2d({ name: 'mean' }).apply(x) as tf.SymbolicTensor;
  const embedding = tf.layers.dense({ name: 'embedding', units: dimensions, kernelInitializer: 'zeros' });
  const model = tf.model({ name: 'resnet', inputs: input, outputs: embedding.apply(x) as tf.SymbolicTensor });
  return seedWeights(model, seed, (layer) => (layer === 'embedding' ? 'glorot' : 'he'));
}

function block(name: string, x: tf.SymbolicTensor, filters: number, stride: number, projects: boolean) {
  const first = relu(`${name}_a`, convolution(`${name}_a`, x, filters, 3, stride));
  const second = convolution(`${name}_b`, first, filters, 3, 1);
  const straight = projects ? convolution(`${name}_skip`, x, filters, 1, stride) : x;
  return relu(name, tf.layers.add({ name: `${name}_sum` }).apply([second, straight]) as tf.SymbolicTensor);
}

/** Convolution and batch normalisation; no bias, the normalisation has one. */
function convolution(name: string, x: tf.SymbolicTensor, filters: number, kernelSize: number, strides: number) {
  const convolved = tf.layers
    .conv2d({ name, filters, kernelSize, strides, padding: 'same', useBias: false, kernelInitializer: 'zeros' })
    .apply(x);
  return tf.layers
    .batchNormalization({ name: `${name}_norm`, momentum: 0.9, epsilon: 1e-5 })
    .apply(convolved) as tf.SymbolicTensor;
}

function relu(name: string, x: tf.SymbolicTensor) {
  return tf.layers.activation({ name: `${name}_relu`, activation: 'relu' }).apply(x) as tf.SymbolicTensor;
}
