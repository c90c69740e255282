import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { squaredEuclidean } from '../distances/index.ts';
import { classSizes, haveOthers, labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import { logSumExpWhere } from './log-sum-exp-rows.ts';
import type { BatchLoss } from './loss.ts';

/**
 * The soft nearest neighbour loss: `-log(sum_p exp(-|x_i - x_p|^2 / t) / sum_(j != i) exp(-|x_i - x_j|^2 / t))`, p the other items
 * of i's label. At `t = 1` it is neighbourhood components analysis.
 *
 * Embeddings `[n, d]` and labels to values `[n]`. An item without a positive gives 0 and does not count in a mean.
 *
 * Reference: Frosst et al. 2019, "Analyzing and Improving Representations with the Soft Nearest Neighbor Loss".
 *
 * @param o.temperature t, 1 unless given
 * @throws RangeError if temperature is not a positive number
 */
export function softNearestNeighbours(o: { temperature?: number } = {}): BatchLoss {
  const { temperature = 1 } = o;
  checkPositive(temperature, 'softNearestNeighbours: temperature');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'softNearestNeighbours');
      const { positive, negative } = labelRelations(labels);
      const logits = tf.div(squaredEuclidean.matrix(embeddings, embeddings), -temperature) as tf.Tensor2D;
      const all = logSumExpWhere(logits, tf.logicalOr(positive, negative));
      const own = logSumExpWhere(logits, positive);
      const counts = tf.tensor1d(Float32Array.from(classSizes(labels), (size) => Number(size > 1)));
      return tf.mul(tf.sub(all, own), counts) as tf.Tensor1D;
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    counts: haveOthers,
  });
}
