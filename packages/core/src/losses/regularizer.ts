import type * as tf from '@tensorflow/tfjs';

/** What rows cost for themselves, whatever their labels: `[n, d]` to `[n]`. */
export type Regularizer = (rows: tf.Tensor2D) => tf.Tensor1D;
