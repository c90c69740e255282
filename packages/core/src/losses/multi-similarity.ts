import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkPositive } from '../check.ts';
import { labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import { logSumExpWhere } from './log-sum-exp-rows.ts';
import type { BatchLoss } from './loss.ts';
import { selfCosine } from './self-cosine.ts';

/**
 * The multi-similarity loss: `1/alpha log(1 + sum_p exp(-alpha (s_ip - base))) + 1/beta log(1 + sum_n exp(beta (s_in - base)))`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`; s are cosine similarities, p the other items of i's label, n those of
 * other labels. A sum of nothing gives 0, so an item without a positive is pushed only, one without a negative pulled only.
 *
 * Reference: Wang et al. 2019, "Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning", equation 16.
 *
 * @param o.alpha how much the hardest positives weigh, 2 unless given
 * @param o.beta how much the hardest negatives weigh, 50 unless given
 * @param o.base the similarity that parts the two, 0.5 unless given
 * @throws RangeError if alpha or beta is not a positive number, or base not finite
 */
export function multiSimilarity(o: { alpha?: number; beta?: number; base?: number } = {}): BatchLoss {
  const { alpha = 2, beta = 50, base = 0.5 } = o;
  checkPositive(alpha, 'multiSimilarity: alpha');
  checkPositive(beta, 'multiSimilarity: beta');
  checkFinite(base, 'multiSimilarity: base');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'multiSimilarity');
      const { positive, negative } = labelRelations(labels);
      const s = selfCosine(embeddings);
      const pulled = tf.softplus(tf.add(logSumExpWhere(tf.mul(s, -alpha), positive), alpha * base));
      const pushed = tf.softplus(tf.sub(logSumExpWhere(tf.mul(s, beta), negative), beta * base));
      return tf.add(tf.div(pulled, alpha), tf.div(pushed, beta)) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'batch' as const });
}
