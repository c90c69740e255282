import * as tf from '@tensorflow/tfjs';
import { checkPositive, checkPositiveInteger } from '../check.ts';
import { classSizes, haveOthers, labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import type { BatchLoss } from './loss.ts';
import { selfCosine } from './self-cosine.ts';

/**
 * The surrogate of precision at k: `1 - sum_{p in P(i)} sigmoid((k - rank_ip) / t1) / min(k, |P(i)|)`, where p's rank among all that
 * are not i is soft too, `rank_ip = 1 + sum_{z not i or p} sigmoid((cos(i, z) - cos(i, p)) / t2)`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, smallest where the positives of i come before all others; a rank of exactly k counts
 * half. An item without a positive gives 0 and does not count in a mean; a zero row has the gradient 0. It takes `n^3` numbers: 64 MiB
 * for a batch of 256.
 *
 * Reference: Patel, Tolias, Matas 2022, "Recall@k Surrogate Loss with Large Batches and Similarity Mixup".
 *
 * @param o.k how many neighbours count, 5 unless given
 * @param o.rankTemperature t1, 1 unless given: how softly a rank is within k
 * @param o.temperature t2, 0.01 unless given: how softly one item is ahead of another
 * @throws RangeError if k is not a positive integer, or a temperature not above 0
 */
export function surrogatePrecision(o: { k?: number; rankTemperature?: number; temperature?: number } = {}): BatchLoss {
  const { k = 5, rankTemperature = 1, temperature = 0.01 } = o;
  checkPositiveInteger(k, 'surrogatePrecision: k');
  checkPositive(rankTemperature, 'surrogatePrecision: rankTemperature');
  checkPositive(temperature, 'surrogatePrecision: temperature');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'surrogatePrecision');
      const { positive, other } = labelRelations(labels);
      const scores = selfCosine(embeddings, 1 / temperature);
      const ahead = tf.sigmoid(tf.sub(tf.expandDims(scores, 1), tf.expandDims(scores, 2)));
      // Every item is level with itself, which is half a rank too much.
      const ranks = tf.add(tf.sum(tf.mul(ahead, tf.expandDims(tf.cast(other, 'float32'), 1)), 2), 0.5);
      const within = tf.sigmoid(tf.div(tf.sub(k, ranks), rankTemperature));
      const found = tf.sum(tf.mul(within, tf.cast(positive, 'float32')), 1);
      const others = classSizes(labels).map((size) => size - 1);
      const counts = tf.tensor1d(Float32Array.from(others, Math.sign));
      const most = tf.tensor1d(Float32Array.from(others, (count) => 1 / Math.min(k, Math.max(count, 1))));
      return tf.sub(counts, tf.mul(found, most)) as tf.Tensor1D;
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    counts: haveOthers,
  });
}
