import type * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import type { Random } from '../random.ts';

/** Triplets found in a batch: the distances anchor-positive and anchor-negative, and 1 or 0 whether each counts. */
export type Mined = { positive: tf.Tensor1D; negative: tf.Tensor1D; weights: tf.Tensor1D };

/**
 * Finds triplets in a batch: distances `[n, n]` of all its items and their labels, to triplets of a number that depends on
 * n alone. Nothing is read, so a lazy backend keeps one graph. What does not count is 0 in all three.
 *
 * A miner that draws takes its chances from `random` (`fit` gives another one each step); without it, it draws alike at
 * every call.
 */
export type Miner = {
  readonly kind: 'triplets';
  readonly name: string;
  (distances: tf.Tensor2D, labels: readonly string[], distance: Distance, random?: Random): Mined;
};

/**
 * Weighs the pairs of a batch: distances `[n, n]` of all its items and their labels, to a weight for each, `[n, n]`. A pair
 * that does not count weighs 0, and so does an item with itself; what counts weighs 1 unless the miner says otherwise.
 * Otherwise as a `Miner`.
 */
export type PairMiner = {
  readonly kind: 'pairs';
  readonly name: string;
  (distances: tf.Tensor2D, labels: readonly string[], distance: Distance, random?: Random): tf.Tensor2D;
};
