import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';
import { rowCounts } from '../masks.ts';
import { chosen, placesIn } from './chosen.ts';
import type { Miner } from './miner.ts';
import { onlyOf } from './only-of.ts';
import { tripletMiner } from './triplet-miner.ts';

/**
 * For each item its `positives` farthest of its own class with its `negatives` nearest of others, each with each:
 * n x positives x negatives triplets.
 *
 * Between `batchHard`, which is 1 and 1 and follows outliers, and `batchAll`. An item with fewer than asked gives those it
 * has.
 *
 * Reference: `NHardTripletsMiner` of Open Metric Learning.
 *
 * @param o.positives 1 unless given
 * @param o.negatives 1 unless given
 * @throws RangeError unless both are positive integers
 */
export function nHard(o: { positives?: number; negatives?: number } = {}): Miner {
  const { positives = 1, negatives = 1 } = o;
  checkPositiveInteger(positives, 'nHard: positives');
  checkPositiveInteger(negatives, 'nHard: negatives');
  return tripletMiner('nHard', ({ n, m, far, positive, negative, restore }) => {
    const [p, q] = [Math.min(positives, m), Math.min(negatives, m)];
    const isPositive = tf.tensor2d(positive, [n, m]);
    const isNegative = tf.tensor2d(negative, [n, m]);
    const largest = (k: number) => (x: tf.Tensor2D, mask: tf.Tensor) =>
      placesIn(tf.topk(onlyOf(x, mask), k).indices, m);
    const hardPositive = chosen(far, largest(p), isPositive);
    const hardNegative = tf.neg(chosen(tf.neg(far), largest(q), isNegative));
    const weights = tf.mul(firstOf(positive, n, p, [n, p, 1]), firstOf(negative, n, q, [n, 1, q]));
    const flat = (values: tf.Tensor): tf.Tensor1D => tf.reshape(values, [n * p * q]);
    return {
      positive: flat(restore(tf.mul(tf.reshape(hardPositive, [n, p, 1]), weights))),
      negative: flat(restore(tf.mul(tf.reshape(hardNegative, [n, 1, q]), weights))),
      weights: flat(weights),
    };
  });
}

/** 1 for as many of the k of each row as the mask has ones. */
function firstOf(mask: Float32Array, n: number, k: number, shape: [number, number, number]): tf.Tensor {
  const counts = rowCounts(mask, n);
  return tf.tensor3d(
    Float32Array.from({ length: n * k }, (_, at) => Number(at % k < counts[Math.floor(at / k)]!)),
    shape,
  );
}
