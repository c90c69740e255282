import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { withoutGradient } from '../distances/index.ts';
import { classSizes, labelRelations } from '../masks.ts';
import { checkBatch } from './check-batch.ts';
import { logSumExpWhere } from './log-sum-exp-rows.ts';
import type { BatchLoss } from './loss.ts';
import { selfCosine } from './self-cosine.ts';

/**
 * The circle loss: `log(1 + sum_n exp(g a_n (s_in - m)) sum_p exp(-g a_p (s_ip - (1 - m))))`.
 *
 * Embeddings `[n, d]` and labels to values `[n]`; s are cosine similarities, p the other items of i's label, n those of
 * other labels. The weights `a_p = max(0, 1 + m - s_ip)` and `a_n = max(0, s_in + m)` count as constants in the gradient, so
 * what has far to go is pulled or pushed harder. An item without a positive, or without a negative, gives 0 and does not
 * count in a mean.
 *
 * Reference: Sun et al. 2020, "Circle Loss: A Unified Perspective of Pair Similarity Optimization", equations 4 to 7.
 *
 * @param o.margin m, 0.4 unless given; the paper has 0.25 for faces and 0.4 for finer things
 * @param o.scale g, 80 unless given; the paper has 256 for faces
 * @throws RangeError if margin is not between 0 and 1, or scale not a positive number
 */
export function circle(o: { margin?: number; scale?: number } = {}): BatchLoss {
  const { margin = 0.4, scale = 80 } = o;
  checkInRange(margin, 0, 1, 'circle: margin');
  checkPositive(scale, 'circle: scale');
  // everything is reckoned in similarities times the root of the scale, so that their products bear the scale itself
  const root = Math.sqrt(scale);
  // minus a_p: s never exceeds 1, so there is nothing to cut off
  const pull = withoutGradient((s: tf.Tensor2D): tf.Tensor2D => tf.sub(s, root * (1 + margin)));
  const push = withoutGradient((s: tf.Tensor2D): tf.Tensor2D => tf.relu(tf.add(s, root * margin) as tf.Tensor2D));
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      checkBatch(embeddings, labels, 'circle');
      const { positive, negative } = labelRelations(labels);
      const s = selfCosine(embeddings, root);
      const pulled = logSumExpWhere(tf.mul(pull(s), tf.sub(s, root * (1 - margin))), positive);
      const pushed = logSumExpWhere(tf.mul(push(s), tf.sub(s, root * margin)), negative);
      return tf.softplus(tf.add(pulled, pushed)) as tf.Tensor1D;
    });
  return Object.assign(loss, {
    kind: 'batch' as const,
    counts: (labels: readonly string[]) => Array.from(classSizes(labels), (size) => size > 1 && size < labels.length),
  });
}
