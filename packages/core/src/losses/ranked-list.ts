import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { safeSqrt, withoutGradient } from '../distances/index.ts';
import { labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import type { BatchLoss } from './loss.ts';
import { selfCosine } from './self-cosine.ts';
import { softmaxMean } from './softmax-mean.ts';

/** 0 where something costs and may, -1e9 elsewhere. */
const offsets = withoutGradient((costs: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor =>
  tf.where(tf.logicalAnd(mask, tf.greater(costs, 0)), tf.zerosLike(costs), -1e9),
);

const some = withoutGradient((offset: tf.Tensor): tf.Tensor => tf.cast(tf.greater(tf.max(offset, 1), -1), 'float32'));

/** The mean of the costs above 0 of each row, in which larger ones weigh `exp(sharpness cost)`; 0 where there are none. */
function meanOfCosts(costs: tf.Tensor2D, mask: tf.Tensor2D, sharpness: number): tf.Tensor {
  const offset = offsets(costs, mask);
  return tf.mul(softmaxMean(costs, offset, sharpness), some(offset));
}

/**
 * The ranked list loss: `(1 - balance) mean_p (d_ip - (alpha - margin)) + balance mean_n (alpha - d_in)`, over the positives farther
 * than `alpha - margin` and the negatives nearer than alpha, which weigh `exp(tp (d - (alpha - margin)))` and `exp(tn (alpha - d))`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`; d is the Euclidean distance of the rows at length 1. A mean of nothing is 0; at
 * d = 0 the gradient is 0.
 *
 * Reference: Wang et al. 2019, "Ranked List Loss for Deep Metric Learning".
 *
 * @param o.alpha how far negatives are pushed, 1.2 unless given
 * @param o.margin by how much nearer positives are pulled, 0.4 unless given
 * @param o.tn how much nearer negatives weigh, 0 or more, 10 unless given
 * @param o.tp how much farther positives weigh, 0 or more, 0 unless given
 * @param o.balance the share of the negatives, 0 to 1, 0.5 unless given
 * @throws RangeError if a number is out of range, or margin above alpha
 */
export function rankedList(
  o: { alpha?: number; margin?: number; tn?: number; tp?: number; balance?: number } = {},
): BatchLoss {
  const { alpha = 1.2, margin = 0.4, tn = 10, tp = 0, balance = 0.5 } = o;
  checkPositive(alpha, 'rankedList: alpha');
  checkInRange(margin, 0, alpha, 'rankedList: margin');
  checkInRange(tn, 0, Number.MAX_VALUE, 'rankedList: tn');
  checkInRange(tp, 0, Number.MAX_VALUE, 'rankedList: tp');
  checkInRange(balance, 0, 1, 'rankedList: balance');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'rankedList');
      const { positive, negative } = labelRelations(labels);
      const d = safeSqrt(tf.sub(2, tf.mul(selfCosine(embeddings), 2)) as tf.Tensor2D);
      const pulled = meanOfCosts(tf.sub(d, alpha - margin), positive, tp);
      const pushed = meanOfCosts(tf.sub(alpha, d), negative, tn);
      return tf.add(tf.mul(pulled, 1 - balance), tf.mul(pushed, balance)) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'batch' as const });
}
