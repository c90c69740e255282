import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { euclidean } from '../distances/index.ts';
import { classSizes, labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import { logSumExpWhere } from './log-sum-exp-rows.ts';
import type { BatchLoss } from './loss.ts';

/**
 * The lifted structure loss: `1/(2 |P|) sum over the positive pairs of max(0, J_ij)^2`,
 * `J_ij = d_ij + log(sum_k exp(margin - d_ik) + sum_l exp(margin - d_jl))`, k and l the negatives of i and of j.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, whose mean is the formula: a pair's value is shared by its two items. Where there
 * is no positive pair, or no negative, all are 0.
 *
 * Reference: Oh Song et al. 2016, "Deep Metric Learning via Lifted Structured Feature Embedding".
 *
 * @param o.margin how far apart different items have to be, 1 unless given
 * @param o.distance Euclidean unless given; where larger is nearer, d is `1 - similarity`
 * @throws RangeError if margin is not a positive number
 */
export function liftedStructure(o: { margin?: number; distance?: Distance } = {}): BatchLoss {
  const { margin = 1, distance = euclidean } = o;
  checkPositive(margin, 'liftedStructure: margin');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'liftedStructure');
      const { positive, negative } = labelRelations(labels);
      const pairs = classSizes(labels).reduce((total, size) => total + size - 1, 0);
      const values = distance.matrix(embeddings, embeddings);
      const d = distance.nearer === 'smaller' ? values : tf.sub<tf.Tensor2D>(1, values);
      const pushed = logSumExpWhere(tf.sub(margin, d), negative);
      const [mine, others] = [tf.expandDims(pushed, 1), tf.expandDims(pushed, 0)];
      // log(exp(a) + exp(b)) = b + log(1 + exp(a - b))
      const both = tf.add(tf.softplus(tf.sub(mine, others)), others);
      const costs = tf.square(tf.relu(tf.where(positive, tf.add(both, d), 0)));
      return tf.mul(tf.sum(costs, 1), labels.length / (2 * Math.max(pairs, 1))) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'batch' as const });
}
