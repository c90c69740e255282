import * as tf from '@tensorflow/tfjs';
import { checkOneOf } from '../check.ts';
import { withoutGradient } from '../distances/index.ts';
import { farthest, nearest } from './extreme.ts';
import type { Miner } from './miner.ts';
import { tripletMiner } from './triplet-miner.ts';

/** Which positive and which negative of an anchor; what makes no sense together is not among them. */
export type EasyHard =
  | { readonly positive: 'easy' | 'hard'; readonly negative: 'easy' | 'hard' | 'semiHard' | 'all' }
  | { readonly positive: 'semiHard' | 'all'; readonly negative: 'easy' | 'hard' };

/** 1 where a value is larger than the limit. */
const above = withoutGradient((values: tf.Tensor, limit: tf.Tensor): tf.Tensor =>
  tf.cast(tf.greater(values, limit), 'float32'),
);

/** 1 where anything along the last axis is 1. */
const some = (mask: tf.Tensor): tf.Tensor => tf.max(mask, -1, true);

/**
 * For each item the easiest (nearest) or hardest (farthest) of its own class, with the easiest (farthest) or hardest
 * (nearest) of another: n triplets.
 *
 * 'semiHard' takes the hardest that is still on the right side of the other of the triplet; an anchor without one does not
 * count. 'all' takes all of them instead of one: n x n triplets. Easy positives leave a class its shape, where hard ones
 * pull it into one point.
 *
 * Reference: Xuan et al. 2020, "Improved Embeddings with Easy Positive Triplet Mining"; `BatchEasyHardMiner` of PyTorch
 * Metric Learning.
 *
 * @param o.positive 'easy' unless given
 * @param o.negative 'semiHard' unless given
 * @throws RangeError if both are of 'semiHard' or 'all', or one is unknown
 */
export function batchEasyHard(o: EasyHard = { positive: 'easy', negative: 'semiHard' }): Miner {
  const choices = ['easy', 'hard', 'semiHard', 'all'] as const;
  checkOneOf(o.positive, choices, 'batchEasyHard: positive');
  checkOneOf(o.negative, choices, 'batchEasyHard: negative');
  if (![o.positive, o.negative].some((one) => one === 'easy' || one === 'hard')) {
    throw new RangeError(
      `batchEasyHard: one of positive and negative must be 'easy' or 'hard', got '${o.positive}' and '${o.negative}'`,
    );
  }
  return tripletMiner('batchEasyHard', ({ n, m, far, positive, negative, restore }) => {
    const isPositive = tf.tensor2d(positive, [n, m]);
    const isNegative = tf.tensor2d(negative, [n, m]);
    /** The one positive or negative of each anchor among those of a mask, `[n, 1]`. */
    const near = (mask: tf.Tensor) => tf.expandDims(nearest(far, mask), 1);
    const remote = (mask: tf.Tensor) => tf.expandDims(farthest(far, mask), 1);
    const positiveOf = (mask: tf.Tensor) => (o.positive === 'easy' ? near(mask) : remote(mask));
    const negativeOf = (mask: tf.Tensor) => (o.negative === 'easy' ? remote(mask) : near(mask));

    const found = (): [tf.Tensor, tf.Tensor, tf.Tensor] => {
      if (o.positive === 'semiHard') {
        const other = negativeOf(isNegative);
        const before = tf.mul(isPositive, above(other, far));
        return [remote(before), other, tf.mul(some(before), some(isNegative))];
      }
      if (o.negative === 'semiHard') {
        const one = positiveOf(isPositive);
        const beyond = tf.mul(isNegative, above(far, one));
        return [one, near(beyond), tf.mul(some(isPositive), some(beyond))];
      }
      const [one, ones] = o.positive === 'all' ? [far, isPositive] : [positiveOf(isPositive), some(isPositive)];
      const [other, others] = o.negative === 'all' ? [far, isNegative] : [negativeOf(isNegative), some(isNegative)];
      return [one, other, tf.mul(ones, others)];
    };
    const [one, other, counts] = found();
    const flat = (values: tf.Tensor): tf.Tensor1D => tf.reshape(values, [-1]);
    return {
      positive: flat(restore(tf.mul(one, counts))),
      negative: flat(restore(tf.mul(other, counts))),
      weights: flat(counts),
    };
  });
}
