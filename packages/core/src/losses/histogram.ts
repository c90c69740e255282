import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';
import { classSizes, labelRelations } from '../masks.ts';
import { binSums } from './bin-sums.ts';
import { checkBatch } from './check-batch.ts';
import type { BatchLoss } from './loss.ts';
import { selfCosine } from './self-cosine.ts';

/**
 * The histogram loss: `sum_k h-_k sum_(q <= k) h+_q`, the probability that a random negative pair is more alike than a random
 * positive one; h+ and h- are soft histograms of the cosines from -1 to 1 of all positive and all negative pairs.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, all of them the one value of the batch. 0 without a positive or without a negative
 * pair; a zero row has the gradient 0.
 *
 * Reference: Ustinova, Lempitsky 2016, "Learning Deep Embeddings with Histogram Loss".
 *
 * @param o.bins how many intervals there are from -1 to 1, 100 unless given
 * @throws RangeError if bins is not a positive integer
 */
export function histogram(o: { bins?: number } = {}): BatchLoss {
  const { bins = 100 } = o;
  checkPositiveInteger(bins, 'histogram: bins');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'histogram');
      const n = labels.length;
      const { positive, negative } = labelRelations(labels);
      const near = classSizes(labels).reduce((pairs, size) => pairs + size - 1, 0);
      const far = n * (n - 1) - near;
      const x = tf.mul(tf.add(selfCosine(embeddings), 1), bins / 2) as tf.Tensor2D;
      const share = (mask: tf.Tensor2D, pairs: number) =>
        tf.concat([tf.div(tf.sum(binSums(tf.where(mask, x, bins + 1), bins), 0), Math.max(pairs, 1)), tf.ones([1])]);
      const [alike, unlike] = [share(positive, near), share(negative, far)];
      const inBin = tf.sub(unlike, tf.pad(tf.slice(unlike, [0], [bins]), [[1, 0]]));
      const value = tf.mul(tf.sum(tf.mul(inBin, alike)), Number(near > 0 && far > 0));
      return tf.mul(tf.ones([n]), value) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'batch' as const });
}
