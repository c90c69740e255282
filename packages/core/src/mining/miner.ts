import type * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';

/** Triplets found in a batch: the distances anchor-positive and anchor-negative, and 1 or 0 whether each counts. */
export type Mined = { positive: tf.Tensor1D; negative: tf.Tensor1D; weights: tf.Tensor1D };

/**
 * Finds triplets in a batch: distances `[n, n]` of all its items and their labels, to triplets of a number that depends on
 * n alone. Nothing is read, so a lazy backend keeps one graph. What does not count is 0 in all three.
 */
export type Miner = {
  readonly name: string;
  (distances: tf.Tensor2D, labels: readonly string[], distance: Distance): Mined;
};
