import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { classSizes, labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import { logSumExpWhere } from './log-sum-exp-rows.ts';
import type { BatchLoss } from './loss.ts';
import { meanWhere } from './mean-where.ts';
import { selfCosine } from './self-cosine.ts';

/**
 * NT-Xent, the normalised temperature-scaled cross-entropy:
 * `1/|P(i)| sum_p -log(exp(s_ip / t) / (exp(s_ip / t) + sum_n exp(s_in / t)))`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`; s are cosine similarities, P(i) the other items of i's label, n those of
 * other labels. With two items of each label (two views of one thing) it is SimCLR's; with more, the other positives are
 * left out below the line, where `supervisedContrastive` keeps them. An item without a positive, or without a negative,
 * gives 0 and does not count in a mean.
 *
 * Reference: Chen et al. 2020, "A Simple Framework for Contrastive Learning of Visual Representations", equation 1.
 *
 * @param o.temperature t, 0.07 unless given
 * @throws RangeError if temperature is not a positive number
 */
export function ntXent(o: { temperature?: number } = {}): BatchLoss {
  const { temperature = 0.07 } = o;
  checkPositive(temperature, 'ntXent: temperature');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'ntXent');
      const { positive, negative } = labelRelations(labels);
      const others = classSizes(labels).map((size) => size - 1);
      const logits = selfCosine(embeddings, 1 / temperature);
      const rivals = tf.expandDims(logSumExpWhere(logits, negative), 1);
      return meanWhere(tf.softplus(tf.sub(rivals, logits)) as tf.Tensor2D, positive, others);
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    counts: (labels: readonly string[]) => Array.from(classSizes(labels), (size) => size > 1 && size < labels.length),
  });
}
