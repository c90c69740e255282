import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { snr } from '../distances/index.ts';
import { classSizes, labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import type { BatchLoss } from './loss.ts';

/**
 * The contrastive loss of signal-to-noise distances: `mean over the positive pairs of max(0, d_ij - positiveMargin)
 * + mean over the negative pairs of max(0, margin - d_ij)`, `d_ij = var(x_i - x_j) / var(x_i)`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, whose mean is the formula; pairs are ordered, each belongs to its anchor i. A mean
 * of no pairs is 0; an item whose coordinates are all equal has distance 0 to all.
 *
 * Reference: Yuan et al. 2019, "Signal-to-Noise Ratio: A Robust Distance Metric for Deep Metric Learning"; add `zeroMean` with
 * `regularized` for its last term.
 *
 * @param o.margin how far apart different items have to be, 1 unless given
 * @param o.positiveMargin how far apart items of one class may be, 0 unless given
 * @throws RangeError if margin is not a positive number, or positiveMargin negative
 */
export function snrContrastive(o: { margin?: number; positiveMargin?: number } = {}): BatchLoss {
  const { margin = 1, positiveMargin = 0 } = o;
  checkPositive(margin, 'snrContrastive: margin');
  checkInRange(positiveMargin, 0, Number.MAX_VALUE, 'snrContrastive: positiveMargin');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'snrContrastive');
      const n = labels.length;
      const { positive, negative } = labelRelations(labels);
      const near = classSizes(labels).reduce((total, size) => total + size - 1, 0);
      const far = n * (n - 1) - near;
      const d = snr.matrix(embeddings, embeddings);
      const pulled = tf.mul(tf.relu(tf.sub(d, positiveMargin)), n / Math.max(near, 1));
      const pushed = tf.mul(tf.relu(tf.sub(margin, d)), n / Math.max(far, 1));
      return tf.sum(tf.where(positive, pulled, tf.where(negative, pushed, 0)), 1) as tf.Tensor1D;
    });
  return Object.assign(loss, { kind: 'batch' as const });
}
