import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';
import { classSizes, haveOthers, labelRelations } from '../masks.ts';
import { binSums } from './bin-sums.ts';
import { checkBatch } from './check-batch.ts';
import type { BatchLoss } from './loss.ts';
import { selfCosine } from './self-cosine.ts';

/**
 * FastAP: `1 - 1/|P(i)| sum_k h+_k H+_k / H_k`, one minus the average precision of i's ranking, by soft histograms of the squared
 * distances from 0 to 4 of the rows at length 1. h+ counts the positives of i in bin k, H+ and H all positives and all items up
 * to it.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, 0 to 1. An item without a positive gives 0 and does not count in a mean; a zero
 * row has the gradient 0.
 *
 * Reference: Cakir et al. 2019, "Deep Metric Learning to Rank".
 *
 * @param o.bins how many intervals the histogram has, 10 unless given
 * @throws RangeError if bins is not a positive integer
 */
export function fastAp(o: { bins?: number } = {}): BatchLoss {
  const { bins = 10 } = o;
  checkPositiveInteger(bins, 'fastAp: bins');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'fastAp');
      const { positive, negative } = labelRelations(labels);
      const x = tf.mul(tf.sub(1, selfCosine(embeddings)), bins / 2) as tf.Tensor2D;
      // Nothing is farther than bin `bins`, so its sum is all there are, whatever the embeddings.
      const sums = (mask: tf.Tensor2D) => binSums(tf.where(mask, x, bins + 1), bins);
      const others = classSizes(labels).map((size) => size - 1);
      const ends = tf.tensor2d(Float32Array.from(others), [labels.length, 1]);
      const near = tf.concat([sums(positive), ends], 1);
      const far = tf.concat([sums(negative), tf.sub(labels.length - 1, ends)], 1);
      const inBin = tf.sub(
        near,
        tf.pad(tf.slice(near, [0, 0], [-1, bins]), [
          [0, 0],
          [1, 0],
        ]),
      );
      const share = tf.div(near, tf.maximum(tf.add(near, far), 1e-12));
      const precision = tf.sum(tf.mul(inBin, share), 1);
      const counts = tf.tensor1d(Float32Array.from(others, Math.sign));
      const each = tf.tensor1d(Float32Array.from(others, (count) => 1 / Math.max(count, 1)));
      return tf.sub(counts, tf.mul(precision, each)) as tf.Tensor1D;
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    counts: haveOthers,
  });
}
