import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { classSizes, haveOthers, labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import { logSumExpWhere } from './log-sum-exp-rows.ts';
import type { BatchLoss } from './loss.ts';
import { meanWhere } from './mean-where.ts';
import { selfCosine } from './self-cosine.ts';

/**
 * The supervised contrastive loss, L_out: `-1/|P(i)| sum_p log(exp(z_i.z_p / t) / sum_(a != i) exp(z_i.z_a / t))`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`; z are the rows at length 1, P(i) the other items of i's label. An item
 * without another of its label gives 0 and does not count in a mean.
 *
 * Reference: Khosla et al. 2020, "Supervised Contrastive Learning", equation 2.
 *
 * @param o.temperature t, 0.1 unless given
 * @throws RangeError if temperature is not a positive number
 */
export function supervisedContrastive(o: { temperature?: number } = {}): BatchLoss {
  const { temperature = 0.1 } = o;
  checkPositive(temperature, 'supervisedContrastive: temperature');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'supervisedContrastive');
      const { positive, other } = labelRelations(labels);
      const others = classSizes(labels).map((size) => size - 1);
      const logits = selfCosine(embeddings, 1 / temperature);
      const total = logSumExpWhere(logits, other);
      const attracted = meanWhere(logits, positive, others);
      return tf.sub(tf.mul(total, tf.tensor1d(Float32Array.from(others, Math.sign))), attracted);
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    counts: haveOthers,
  });
}
