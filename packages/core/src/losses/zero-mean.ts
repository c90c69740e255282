import * as tf from '@tensorflow/tfjs';
import { absolute } from '../distances/index.ts';
import type { Regularizer } from './regularizer.ts';

/**
 * The distance of the coordinates of each row from having the mean 0: `|sum_k x_k|`.
 *
 * `[n, d]` to `[n]`; at 0 the gradient is 0.
 *
 * Reference: Yuan et al. 2019, "Signal-to-Noise Ratio: A Robust Distance Metric for Deep Metric Learning".
 */
export const zeroMean: Regularizer = (rows) => tf.tidy(() => absolute(tf.sum(rows, 1)) as tf.Tensor1D);
