import type * as tf from '@tensorflow/tfjs';
import type { Distance } from '../distances/index.ts';
import type { Random } from '../random.ts';

/** Triplets found in a batch: the distances anchor-positive and anchor-negative, and 1 or 0 whether each counts. */
export type Mined = { positive: tf.Tensor1D; negative: tf.Tensor1D; weights: tf.Tensor1D };

/**
 * Finds triplets in a batch: distances `[n, n]` of all its items and their labels, to triplets of a number that depends on
 * n alone, those of one anchor after the other, as many of each. Nothing is read, so a lazy backend keeps one graph. What does
 * not count is 0 in all three.
 *
 * Distances may be those of the first n of m items to all of them, `[n, m]`, with all m labels: then those n are the anchors,
 * and the rest (a memory of earlier batches) are positives and negatives only.
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
 * Otherwise as a `Miner`, of `[n, m]` too.
 */
export type PairMiner = {
  readonly kind: 'pairs';
  readonly name: string;
  (distances: tf.Tensor2D, labels: readonly string[], distance: Distance, random?: Random): tf.Tensor2D;
};
