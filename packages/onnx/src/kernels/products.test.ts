import * as tf from '@tensorflow/tfjs';
import { againstCpu } from './against-cpu.test.cases.ts';

type M = tf.Tensor2D;

againstCpu({
  matMul: [
    [
      [3, 4],
      [4, 5],
    ],
    (a: M, b: M) => tf.matMul(a, b),
  ],
  'matMul transposed': [
    [
      [4, 3],
      [5, 4],
    ],
    (a: M, b: M) => tf.matMul(a, b, true, true),
  ],
  'matMul of batches': [
    [
      [2, 3, 4, 5],
      [2, 3, 6, 5],
    ],
    (a: M, b: M) => tf.matMul(a, b, false, true),
  ],
  dot: [[[4], [4]], (a: tf.Tensor1D, b: tf.Tensor1D) => tf.dot(a, b)],
  'fused matMul': [
    [[3, 4], [4, 5], [5]],
    (a: M, b: M, bias: tf.Tensor1D) => tf.fused.matMul({ a, b, bias, activation: 'sigmoid' }),
  ],
  softmax: [[[3, 4]], (x: M) => tf.softmax(x)],
  logSoftmax: [[[3, 4]], (x: M) => tf.logSoftmax(x)],
  logSumExp: [[[3, 4]], (x: M) => tf.logSumExp(x, 1)],
  sigmoidCrossEntropy: [[[3, 4]], (x: M) => tf.losses.sigmoidCrossEntropy(tf.step(x), x)],
  'sums and means': [
    [
      [3, 4, 5],
      [4, 5],
    ],
    (x: tf.Tensor3D, y: M) =>
      tf.add(tf.add(tf.mul(tf.sum(x, 0), y), tf.sum(tf.mean(x, 1), 0)), tf.mean(tf.square(tf.sum(x, [1, 2])))),
  ],
  'max and min': [[[3, 4, 5]], (x: tf.Tensor3D) => [tf.max(x, 1), tf.min(x, [0, 2], true)]],
  prod: [[[3, 4]], (x: M) => tf.prod(x, 1)],
  moments: [
    [[6, 8]],
    (x: M) => {
      const { mean, variance } = tf.moments(x, -1, true);
      return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
    },
  ],
  batchNorm: [
    [[2, 4, 4, 3], [3], [3], [3], [3]],
    (x: tf.Tensor4D, mean: tf.Tensor1D, variance: tf.Tensor1D, offset: tf.Tensor1D, scale: tf.Tensor1D) =>
      tf.batchNorm(x, mean, tf.add(tf.abs(variance), 0.1) as tf.Tensor1D, offset, scale, 1e-3),
  ],
  'batch normalisation in training': [
    [[4, 4, 4, 3], [3], [3]],
    (x: tf.Tensor4D, offset: tf.Tensor1D, scale: tf.Tensor1D) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale, 1e-3);
    },
  ],
  'L2 normalisation': [[[4, 6]], (x: M) => tf.div(x, tf.sqrt(tf.maximum(tf.sum(tf.square(x), 1, true), 1e-12)))],
  'distances of all pairs': [
    [[4, 6]],
    (x: M) => {
      const squares = tf.sum(tf.square(x), 1, true);
      const all = tf.sub(tf.add(squares, tf.transpose(squares)), tf.mul(2, tf.matMul(x, x, false, true)));
      return tf.sqrt(tf.add(tf.relu(all), 1e-3));
    },
  ],
  localResponseNormalization: [[[1, 2, 2, 5]], (x: tf.Tensor4D) => tf.localResponseNormalization(x, 1, 1, 0.5, 0.75)],
});

// TensorFlow.js has no gradient for these, or one that fails on every backend.
againstCpu(
  {
    'matMul of a batch with one matrix': [
      [
        [2, 3, 4],
        [1, 4, 5],
      ],
      (a: M, b: M) => tf.matMul(a, b),
    ],
    einsum: [
      [
        [2, 3],
        [3, 4],
      ],
      (a: M, b: M) => tf.einsum('ij,jk->ki', a, b),
    ],
    softmaxCrossEntropy: [
      [
        [3, 4],
        [3, 4],
      ],
      (x: M, y: M) => tf.losses.softmaxCrossEntropy(tf.softmax(y), x),
    ],
  },
  { gradients: false },
);
