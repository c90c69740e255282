import * as tf from '@tensorflow/tfjs';
import { checkPositive } from '../check.ts';
import { unitRows } from '../distances/index.ts';
import { labelMasks, rowCounts } from '../masks.ts';
import { checkLossLength } from './check-loss-length.ts';
import { logSumExpRows } from './log-sum-exp-rows.ts';
import type { BatchLoss } from './loss.ts';

/** Added to what must not count in a softmax: far below any similarity over any sensible temperature, and finite. */
const excluded = -1e9;

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
      checkLossLength(embeddings, labels.length, 'supervisedContrastive', 'labels');
      const n = labels.length;
      const { positive } = labelMasks(labels);
      const positives = rowCounts(positive, n);
      const share = positive.map((one, at) => (one === 0 ? 0 : one / positives[Math.floor(at / n)]!));
      const self = Float32Array.from(positive, (_, at) => (at % (n + 1) === 0 ? excluded : 0));
      const z = unitRows(embeddings);
      const logits = tf.div(tf.matMul(z, z, false, true), temperature) as tf.Tensor2D;
      const total = logSumExpRows(tf.add(logits, tf.tensor2d(self, [n, n])));
      const attracted = tf.sum(tf.mul(logits, tf.tensor2d(share, [n, n])), 1);
      return tf.sub(tf.mul(total, tf.tensor1d(positives.map(Math.sign))), attracted) as tf.Tensor1D;
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    counts: (labels: readonly string[]) =>
      Array.from(rowCounts(labelMasks(labels).positive, labels.length), (count) => count > 0),
  });
}
