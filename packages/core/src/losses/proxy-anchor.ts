import * as tf from '@tensorflow/tfjs';
import { checkInRange, checkPositive } from '../check.ts';
import { cosine } from '../distances/index.ts';
import { type ClassOptions, classVectors } from './class-vectors.ts';
import type { BatchLoss } from './loss.ts';
import { logSumExpRows } from './log-sum-exp-rows.ts';

/**
 * Proxy-Anchor: `mean over the batch's classes of log(1 + sum_(x of c) exp(-a (s(x, p_c) - margin)))
 * + mean over all classes of log(1 + sum_(x not of c) exp(a (s(x, p_c) + margin)))`, s the cosine.
 *
 * Embeddings `[n, d]` and labels to values `[n]`, whose mean is the formula: the first part of a class is shared by its items, the
 * second part by the whole batch. A zero embedding has cosine 0 to all and the gradient 0. The variable is p, `[classes, d]`:
 * dispose of it when the loss is no longer needed.
 *
 * Reference: Kim et al. 2020, "Proxy Anchor Loss for Deep Metric Learning".
 *
 * @param o.margin 0 or more, 0.1 unless given
 * @param o.alpha a, 32 unless given
 * @throws RangeError if margin is negative or alpha not above 0, or, when called, a label is not among the classes
 */
export function proxyAnchor(o: ClassOptions & { margin?: number; alpha?: number }): BatchLoss {
  const { margin = 0.1, alpha = 32 } = o;
  checkInRange(margin, 0, Number.MAX_VALUE, 'proxyAnchor: margin');
  checkPositive(alpha, 'proxyAnchor: alpha');
  const { variable, membership } = classVectors(o, 'proxyAnchor');
  const loss = (embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor1D =>
    tf.tidy(() => {
      const own = membership(embeddings, labels);
      const items = tf.transpose(own);
      const cosines = tf.mul(cosine.matrix(variable, embeddings), alpha);
      const attract = tf.add(tf.sub(alpha * margin, cosines), tf.mul(tf.sub(items, 1), 1e9)) as tf.Tensor2D;
      const repel = tf.add(tf.add(cosines, alpha * margin), tf.mul(items, -1e9)) as tf.Tensor2D;
      const near = tf.softplus(logSumExpRows(attract));
      const far = tf.mean(tf.softplus(logSumExpRows(repel)));
      return tf.add(tf.reshape(tf.matMul(shares(own, labels), tf.expandDims(near, 1)), [labels.length]), far);
    });
  return Object.assign(loss, { kind: 'batch' as const, variables: [variable] });
}

/** How much of the mean over the batch's classes is each item's: `n / (classes of the batch * items of its class)`. */
function shares(own: tf.Tensor2D, labels: readonly string[]): tf.Tensor2D {
  const sizes = new Map<string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const share = Float32Array.from(labels, (label) => labels.length / (sizes.size * sizes.get(label)!));
  return tf.mul(own, tf.tensor2d(share, [labels.length, 1])) as tf.Tensor2D;
}
