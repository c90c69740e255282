import * as tf from '@tensorflow/tfjs';
import type { Regularizer } from './regularizer.ts';

/**
 * How unequal the lengths of class weights are: `1/4 (|w_c|^2 - mean_j |w_j|^2)^2`, the centre invariant loss.
 *
 * `[n, d]` to `[n]`; 0 where all are of one length.
 *
 * Reference: Wu et al. 2017, "Deep Face Recognition with Center Invariant Loss".
 */
export const equalLengths: Regularizer = (rows) =>
  tf.tidy(() => {
    const squares = tf.sum(tf.square(rows), 1);
    return tf.mul(tf.square(tf.sub(squares, tf.mean(squares))), 0.25) as tf.Tensor1D;
  });
